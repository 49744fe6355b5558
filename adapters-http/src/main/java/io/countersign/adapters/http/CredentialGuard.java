package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.Progress;
import io.countersign.domain.Violation;
import io.countersign.ports.inbound.UserActionFailure;
import io.countersign.ports.outbound.ApiFailure;
import io.vavr.collection.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

import java.io.IOException;

/**
 * Puts the credentials of a {@link CredentialedCall} onto the request where it leaves the client, behind whatever the
 * application has there: only if it is still that call, a signed one only once, and never onto a redirected one.
 */
final class CredentialGuard implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CredentialedCall call = request.tag(CredentialedCall.class);
        if (call == null || !call.isGuardedBy(this)) {
            return chain.proceed(request);
        }
        Progress progress = call.progress();
        if (progress.forbidsSending()) {
            throw failed(NetworkFailure.of(
                    new ProgressObserver.SentAlready(), call.exchange(), progress, false));
        } else if (!call.isStill(request)) {
            throw failed(new ApiFailure.NotSent(call.exchange(), List.of(new Violation("okHttpClient",
                    "must send a call as it was let through; add what changes calls before what signs them"))));
        }
        progress.letOut();
        Response response = call.heldBack(chain.proceed(call.withCredentials(request)));
        progress.answered(response.code());
        // A read keeps its own: OkHttp's cache has to know for whom an answer was that varies by Authorization.
        return call.isSigned() ? response.newBuilder().request(request).build() : response;
    }

    private static UserActionFailedException failed(ApiFailure failure) {
        return new UserActionFailedException(new UserActionFailure.ApiFailed(failure));
    }
}
