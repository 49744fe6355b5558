package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.vavr.control.Either;
import okhttp3.OkHttpClient;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Notes what it is asked to prove. */
final class FakeUserActions implements UserActions {

    private final List<UserAction> asked = new CopyOnWriteArrayList<>();
    private final Function<UserAction, Either<UserActionFailure, AuthorizedAction>> answer;

    private FakeUserActions(Function<UserAction, Either<UserActionFailure, AuthorizedAction>> answer) {
        this.answer = answer;
    }

    /** Proves everything; the token says what for. */
    static FakeUserActions thatProve() {
        return answering(action -> Either.right(action.authorizedBy(tokenFor(action))));
    }

    static FakeUserActions answering(Function<UserAction, Either<UserActionFailure, AuthorizedAction>> answer) {
        return new FakeUserActions(answer);
    }

    static UserActionToken tokenFor(UserAction action) {
        return UserActionToken.of("token-secret-" + Integer.toHexString(action.hashCode())).get();
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
        asked.add(action);
        return answer.apply(action);
    }

    List<UserAction> asked() {
        return asked;
    }

    UserAction soleAction() {
        if (asked.size() != 1) {
            throw new AssertionError("asked to prove " + asked);
        }
        return asked.get(0);
    }

    /** A client with the interceptor and nothing else. */
    OkHttpClient client(ConnectionSettings.Builder settings) {
        return interceptor(settings).applyTo(new OkHttpClient.Builder()).build();
    }

    UserActionInterceptor interceptor(ConnectionSettings.Builder settings) {
        return UserActionInterceptor.signing(this, settings.buildOrThrow());
    }
}
