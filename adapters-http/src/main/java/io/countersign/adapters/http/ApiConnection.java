package io.countersign.adapters.http;

import io.countersign.adapters.http.connection.WatchedSockets;
import io.countersign.adapters.http.exchange.BearerToken;
import io.countersign.adapters.http.exchange.BoundedAnswer;
import io.countersign.adapters.http.exchange.Checkpoint;
import io.countersign.adapters.http.exchange.ExchangeThreads;
import io.countersign.adapters.http.exchange.FinalForm;
import io.countersign.adapters.http.exchange.FreshConnection;
import io.countersign.adapters.http.exchange.KnownApi;
import io.countersign.adapters.http.exchange.NetworkFailure;
import io.countersign.adapters.http.exchange.Progress;
import io.countersign.adapters.http.exchange.ProgressListener;
import io.countersign.adapters.http.exchange.ProgressObserver;
import io.countersign.adapters.http.wire.UserActionApi;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A connection pool to the API, to be shared by everything that talks to it. Safe for use by several threads.
 *
 * <pre>{@code
 * try (var connection = ApiConnection.open(settings)) {
 *     connection.signedBy(CredentialSigner.key(credentialId, signingKey)).perform(action);
 * }
 * }</pre>
 *
 * <p>With any client, it follows no redirects (a secret stays with the host it was meant for), sends nothing that could
 * change anything twice, caches nothing, and reads no answer beyond its largest size. A connection that speaks HTTP/1
 * is used again only if nothing has come on it but whole answers, so that none is taken for that of another call;
 * HTTP/2 connections are shared.
 *
 * <p>A calling thread returns soon after it is interrupted: the HTTP call is cancelled, nothing that was not sent by
 * then is sent, the thread stays interrupted, and the exchange has failed with {@link ApiFailure.Cancelled}, unless its
 * answer had just arrived. Therefore an exchange is made on another thread while the calling one waits, unless an
 * interrupt is heard everywhere: with a client of its own, without an executor, proxy or client certificate in the
 * settings, in HTTP/1, and while the address of the API is known from the last 30 seconds.
 */
public final class ApiConnection implements AutoCloseable {

    private static final int MOST_IDLE = 256;
    private static final int IDLE_SECONDS = 60;

    private final ConnectionSettings settings;
    private final BearerToken bearerToken;
    private final OkHttpClient client;
    private final PreparedApi userActionApi;
    /** The knowledge about the API, if exchanges may be made on the calling thread. */
    private final Option<KnownApi> api;
    private final ExchangeThreads threads;
    private final Runnable onClose;

    private ApiConnection(ConnectionSettings settings, BearerToken bearerToken, OkHttpClient client,
            PreparedApi userActionApi, Option<KnownApi> api, ExchangeThreads threads, Runnable onClose) {
        this.settings = settings;
        this.bearerToken = bearerToken;
        this.client = client;
        this.userActionApi = userActionApi;
        this.api = api;
        this.threads = threads;
        this.onClose = onClose;
    }

    /** Returns a connection with an HTTP client of its own, which {@link #close} releases. */
    public static ApiConnection open(ConnectionSettings settings) {
        Objects.requireNonNull(settings, "settings");
        Option<KnownApi> api = Option.when(!settings.callsCodeOfTheApplication(),
                () -> new KnownApi(settings.baseUrl().url()));
        OkHttpClient.Builder own = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(MOST_IDLE, IDLE_SECONDS, TimeUnit.SECONDS))
                .proxyAuthenticator(HttpProxy.answering(Option.none()));
        api.forEach(own::dns);
        if (!settings.baseUrl().url().isHttps()) {
            own.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)); // or OkHttp reads the trust store of the JVM
        }
        OkHttpClient client = prepared(own.build(), settings, api);
        return of(settings, client, api, client.connectionPool()::evictAll);
    }

    /**
     * Returns a connection over a client of the application. Its pool and interceptors stay as they are, and stay the
     * application's to release; interceptors run on the threads of this connection, not on the calling one. Its cache
     * is not used, and what its event listeners throw is dropped.
     *
     * <p>With a socket factory of its own, each connection that speaks HTTP/1 carries one exchange: what else comes on
     * it cannot be seen. Otherwise connections are not shared with calls that the application makes by itself.
     *
     * <p>An interceptor can change a request, but not have it sent twice. If it throws after it has had the body of a
     * call, or at a call without one, the call counts as possibly sent.
     *
     * <p>Where the settings say something, they count, and not the client:
     * <ul>
     * <li>the timeouts, always, and redirects, which are not followed;
     * <li>a proxy of the settings takes the place of the client's proxy and of its authenticator for proxies. Without
     *     one the client's own stays; with an http base URL there is none;
     * <li>trusted certificates or a client certificate of the settings take the place of the client's socket factory,
     *     <em>with its own client certificate</em>, and of its host name verifier. If there is but a client
     *     certificate, the client's trust manager stays;
     * <li>pins of the settings take the place of the client's pins; TLS below 1.2, or 1.3, is taken from its connection
     *     specs.
     * </ul>
     */
    public static ApiConnection over(OkHttpClient client, ConnectionSettings settings) {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(settings, "settings");
        return of(settings, prepared(client, settings, Option.none()), Option.none(), () -> { });
    }

    private static ApiConnection of(
            ConnectionSettings settings, OkHttpClient client, Option<KnownApi> api, Runnable release) {
        ExchangeThreads threads = settings.executor()
                .map(executor -> ExchangeThreads.of(executor, settings.callTimeout(), settings.maxExchanges()))
                .getOrElse(() -> ExchangeThreads.named(
                        "Countersign " + settings.baseUrl().url().host(), settings.callTimeout(),
                        settings.maxExchanges()));
        PreparedApi userActionApi =
                new PreparedApi(settings.baseUrl().url(), request -> newCall(client, request));
        userActionApi.begin();
        return new ApiConnection(settings, settings.bearerToken(), client, userActionApi, api, threads, () -> {
            threads.close();
            release.run();
        });
    }

    private static OkHttpClient prepared(
            OkHttpClient client, ConnectionSettings settings, Option<KnownApi> api) {
        OkHttpClient applied = settings.appliedTo(client);
        OkHttpClient.Builder builder = applied.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .cache(null)
                .callTimeout(settings.callTimeout())
                .eventListenerFactory(ProgressListener.before(client));
        WatchedSockets.giveTo(builder, applied);
        Checkpoint.around(builder);
        return builder
                .addInterceptor(new FinalForm())
                .addInterceptor(new BoundedAnswer(settings.maxAnswerBytes()))
                .addInterceptor(new FreshConnection())
                .addNetworkInterceptor(new ProgressObserver(api))
                .build();
    }

    /**
     * Returns a connection that calls the API as the user of another bearer token. It shares the pool and the threads
     * of this one and is closed with it; closing it alone has no effect.
     *
     * @param token asked on every call, from the thread that makes it
     */
    public ApiConnection withBearerToken(Supplier<String> token) {
        return new ApiConnection(settings, new BearerToken(Objects.requireNonNull(token, "token")), client,
                userActionApi, api, threads, () -> { });
    }

    /**
     * Returns user actions that are proven by signers and made over this connection.
     *
     * @param signers in order of preference; see {@link UserActions#using}
     */
    public ExecutingUserActions signedBy(CredentialSigner... signers) {
        return UserActions.using(RetrofitTransport.over(this), signers).executedBy(HttpActionExecutor.over(this));
    }

    ConnectionSettings settings() {
        return settings;
    }

    BearerToken bearerToken() {
        return bearerToken;
    }

    UserActionApi userActionApi() {
        return userActionApi.get();
    }

    OkHttpClient client() {
        return client;
    }

    /** Returns a call of a request, which must carry its {@link Progress} as a tag, with its body observed. */
    Call newCall(Request request) {
        return newCall(client, request);
    }

    private static Call newCall(OkHttpClient client, Request request) {
        try {
            return client.newCall(FinalForm.observedBy(
                    Objects.requireNonNull(request.tag(Progress.class)), request));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * A call that is ready to be made.
     *
     * @param answer makes the call; its failures are values
     * @param cancel ends the call from another thread
     */
    record ReadyCall<T>(Supplier<Either<ApiFailure, T>> answer, Runnable cancel) {
    }

    /**
     * Prepares a call on the calling thread, makes it there or on a thread of this connection, and returns its outcome.
     *
     * @param preparation returns the call, or why it must not be sent
     */
    <T> Either<ApiFailure, T> make(
            Exchange exchange, Progress progress, Supplier<Either<Seq<Violation>, ReadyCall<T>>> preparation) {
        if (!progress.isNew()) {
            return Either.left(NetworkFailure.usedBefore(exchange));
        }
        Either<ApiFailure, ReadyCall<T>> ready;
        try {
            ready = preparation.get().mapLeft(violations -> new ApiFailure.NotSent(exchange, violations));
        } catch (Throwable thrown) {
            ready = Either.left(NetworkFailure.notMade(thrown, exchange));
        }
        return ready.peekLeft(failure -> progress.abandon())
                .flatMap(call -> api.exists(KnownApi::isHeardEverywhere)
                        ? threads.make(exchange, progress, call.answer(), call.cancel(), true)
                        : threads.make(exchange, progress, afterLookUp(call.answer()), call.cancel(), false))
                .peekLeft(failure -> api.filter(any -> failure.kind() == ApiFailureKind.UNREACHABLE)
                        .forEach(KnownApi::forget));
    }

    private <T> Supplier<T> afterLookUp(Supplier<T> answer) {
        return () -> {
            api.forEach(KnownApi::lookUp);
            return answer.get();
        };
    }

    /**
     * Cancels what is under way, and ends the threads and the idle connections, unless they are the application's own.
     * Later exchanges fail with {@link ApiFailure.NotSent}.
     */
    @Override
    public void close() {
        onClose.run();
    }

    @Override
    public String toString() {
        return "ApiConnection[" + settings.baseUrl() + "]";
    }
}
