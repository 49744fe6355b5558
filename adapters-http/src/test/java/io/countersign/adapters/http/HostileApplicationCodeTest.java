package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.vavr.control.Either;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * An application's own client, with interceptors and listeners that rebuild, repeat and throw: no call is made twice
 * because of them, and none that was made is called safe to repeat.
 */
class HostileApplicationCodeTest {

    private final AtomicInteger carriedOut = new AtomicInteger();
    private final AtomicBoolean answers = new AtomicBoolean(true);
    private RawServer server;

    @BeforeEach
    void start() throws Exception {
        server = RawServer.doing(this::carryOut);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void carryOut(Socket socket) throws Exception {
        for (RawRequest request = RawRequest.from(socket.getInputStream()); request != null;
                request = RawRequest.from(socket.getInputStream())) {
            carriedOut.incrementAndGet();
            if (!answers.get()) {
                socket.setSoLinger(true, 0);
                return;
            }
            socket.getOutputStream().write(request.answer().getBytes());
        }
    }

    /** What an interceptor of an application does to a request on its way. */
    enum Rebuilding implements Interceptor {

        WITH_A_HEADER_MORE {
            @Override
            Request rebuilt(Request request) {
                return request.newBuilder().header("X-Trace", "1").build();
            }
        },
        FROM_NOTHING {
            @Override
            Request rebuilt(Request request) {
                return new Request.Builder().url(request.url()).headers(request.headers())
                        .method(request.method(), request.body()).build();
            }
        },
        FROM_NOTHING_WITH_A_COPY_OF_THE_BODY {
            @Override
            Request rebuilt(Request request) throws IOException {
                Buffer copy = new Buffer();
                RequestBody body = request.body();
                body.writeTo(copy);
                return new Request.Builder().url(request.url()).headers(request.headers())
                        .method(request.method(), RequestBody.create(copy.readByteString(), body.contentType()))
                        .build();
            }
        };

        abstract Request rebuilt(Request request) throws IOException;

        @Override
        public Response intercept(Chain chain) throws IOException {
            return chain.proceed(rebuilt(chain.request()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_was_lost_may_have_been_carried_out_however_the_request_was_rebuilt(Rebuilding rebuilding) {
        answers.set(false);
        for (OkHttpClient client : new OkHttpClient[] {
                new OkHttpClient.Builder().addInterceptor(rebuilding).build(),
                new OkHttpClient.Builder().addNetworkInterceptor(rebuilding).build()}) {
            carriedOut.set(0);

            ApiFailure failure = callOver(client).getLeft();

            assertThat(failure.mayHaveTakenEffect()).isTrue();
            assertThat(carriedOut).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_is_repeated_on_the_way_goes_out_once(Rebuilding rebuilding) {
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            chain.proceed(rebuilding.rebuilt(chain.request())).close();
            return chain.proceed(rebuilding.rebuilt(chain.request()));
        }).build();

        ApiFailure failure = callOver(client).getLeft();

        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(carriedOut).hasValue(1);
    }

    /** As a fall-back to another client does, which none of our interceptors is in. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_call_that_was_sent_does_not_go_out_again_by_another_client(boolean fromNothing) {
        answers.set(false);
        OkHttpClient another = new OkHttpClient();
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            try {
                return chain.proceed(chain.request());
            } catch (IOException lost) {
                return another.newCall(fromNothing
                        ? Rebuilding.FROM_NOTHING.rebuilt(chain.request())
                        : chain.request()).execute();
            }
        }).build();

        assertThat(callOver(client).getLeft().mayHaveTakenEffect()).isTrue();
        assertThat(carriedOut).hasValue(1);
    }

    @Test
    void a_call_that_was_sent_does_not_go_out_again_as_a_clone() {
        answers.set(false);
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            try {
                return chain.proceed(chain.request());
            } catch (IOException lost) {
                return chain.call().clone().execute();
            }
        }).build();

        assertThat(callOver(client).getLeft().mayHaveTakenEffect()).isTrue();
        assertThat(carriedOut).hasValue(1);
    }

    @Test
    void a_call_that_an_interceptor_sends_by_another_client_and_loses_may_have_been_carried_out() {
        answers.set(false);
        OkHttpClient another = new OkHttpClient();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> another.newCall(chain.request()).execute()).build();

        ApiFailure failure = callOver(client).getLeft();

        assertThat(carriedOut).hasValue(1);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void a_call_that_an_interceptor_sent_by_another_client_before_it_handed_it_on_may_have_been_carried_out() {
        answers.set(false);
        OkHttpClient another = new OkHttpClient();
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            try {
                return another.newCall(chain.request()).execute();
            } catch (IOException lost) {
                server.close();
                return chain.proceed(chain.request());
            }
        }).build();

        ApiFailure failure = callOver(client).getLeft();

        assertThat(carriedOut).hasValue(1);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
    }

    /** Its exception passes interceptors of ours and of OkHttp's on the way, and stays the application's. */
    @Test
    void a_call_that_a_network_interceptor_copies_and_sends_and_then_throws_at_may_have_been_carried_out() {
        OkHttpClient another = new OkHttpClient();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(Rebuilding.WITH_A_HEADER_MORE)
                .addNetworkInterceptor(chain -> {
                    another.newCall(Rebuilding.FROM_NOTHING_WITH_A_COPY_OF_THE_BODY.rebuilt(chain.request()))
                            .execute().close();
                    throw new IOException("disk full");
                }).build();

        ApiFailure failure = callOver(client).getLeft();

        assertThat(carriedOut).hasValue(1);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void a_call_that_an_interceptor_sends_otherwise_after_ours_has_failed_is_not_said_to_be_unsent_when_cancelled() {
        OkHttpClient another = new OkHttpClient();
        Thread caller = Thread.currentThread();
        OkHttpClient client = new OkHttpClient.Builder()
                .socketFactory(new BreakingSockets(() -> new IOException("no route")))
                .addInterceptor(chain -> {
                    Request copy = Rebuilding.FROM_NOTHING_WITH_A_COPY_OF_THE_BODY.rebuilt(chain.request());
                    try {
                        return chain.proceed(copy);
                    } catch (IOException unreachable) {
                        another.newCall(copy).execute().close();
                        caller.interrupt();
                        return neverAnswered();
                    }
                }).build();

        ApiFailure failure = callOver(client).getLeft();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(carriedOut).hasValue(1);
        assertThat(failure).isInstanceOf(ApiFailure.Cancelled.class);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
    }

    private static Response neverAnswered() throws IOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
        throw new AssertionError("only an interrupt ends this");
    }

    /** It has no body that would tell. */
    @Test
    void a_call_without_a_body_that_an_interceptor_had_and_threw_at_may_have_been_carried_out() {
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            throw new IOException("not today");
        }).build();
        var action = UserAction.of("GET", "/export", "").get().authorizedBy(Settings.aToken());
        try (ApiConnection connection = ApiConnection.over(client, server.http().buildOrThrow())) {
            assertThat(HttpActionExecutor.over(connection).execute(action).getLeft().mayHaveTakenEffect()).isTrue();
        }
    }

    /** As one that logs it, or signs it. */
    @Test
    void what_cannot_be_reached_was_not_sent_though_an_interceptor_looked_at_the_body() throws Exception {
        server.close();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(Rebuilding.FROM_NOTHING_WITH_A_COPY_OF_THE_BODY).build();

        ApiFailure failure = callOver(client).getLeft();

        assertThat(failure).returns(ApiFailureKind.UNREACHABLE, ApiFailure::kind);
        assertThat(failure.mayHaveTakenEffect()).isFalse();
    }

    static Stream<Supplier<Throwable>> whateverCanBeThrown() {
        return Stream.of(() -> new NoSuchMethodError("version skew"), () -> new AssertionError("FIPS in error state"),
                () -> new StackOverflowError("deep"), () -> new ExceptionInInitializerError("no metrics"),
                () -> new IllegalStateException("metrics"), () -> new IOException("disk full"),
                () -> new SSLPeerUnverifiedException("own pinning: chain not as expected"),
                () -> new InterruptedException("stop"), () -> new OutOfMemoryError("heap"));
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void what_an_interceptor_throws_after_the_answer_leaves_it_open(Supplier<Throwable> thrown) {
        Interceptor breaking = chain -> {
            chain.proceed(chain.request()).close();
            throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
        };
        for (OkHttpClient client : new OkHttpClient[] {
                new OkHttpClient.Builder().addInterceptor(breaking).build(),
                new OkHttpClient.Builder().addNetworkInterceptor(breaking).build()}) {
            carriedOut.set(0);

            ApiFailure failure = callOver(client).getLeft();

            assertThat(failure.mayHaveTakenEffect()).isTrue();
            assertThat(failure.kind()).isNotEqualTo(ApiFailureKind.TLS_REFUSED);
            assertThat(failure.message()).doesNotContain(
                    "skew", "FIPS", "deep", "metrics", "disk", "pinning", "stop", "heap");
            assertThat(carriedOut).hasValue(1);
        }
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void what_is_thrown_before_anybody_had_the_body_means_that_nothing_was_sent(Supplier<Throwable> thrown) {
        Interceptor breaking = chain -> {
            throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
        };
        for (OkHttpClient client : new OkHttpClient[] {
                new OkHttpClient.Builder().addInterceptor(breaking).build(),
                new OkHttpClient.Builder().addNetworkInterceptor(breaking).build(),
                new OkHttpClient.Builder().dns(host -> {
                    throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
                }).build(),
                new OkHttpClient.Builder().socketFactory(new BreakingSockets(thrown)).build()}) {

            ApiFailure failure = callOver(client, "localhost").getLeft();

            assertThat(failure.mayHaveReachedTheApi()).isFalse();
            assertThat(carriedOut).hasValue(0);
        }
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void a_bearer_token_supplier_that_throws_means_that_nothing_was_sent(Supplier<Throwable> thrown) {
        for (Exchanging exchanging : Exchanging.values()) {
            ApiFailure failure = exchanging.with(ConnectionSettings.builder("http://127.0.0.1:" + server.port(), () -> {
                throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
            })).getLeft();

            assertThat(failure).isInstanceOf(ApiFailure.NotSent.class);
            assertThat(failure.message()).contains("bearerToken: its supplier threw");
        }
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void what_an_event_listener_throws_changes_nothing(Supplier<Throwable> thrown) {
        for (OkHttpClient client : new OkHttpClient[] {
                new OkHttpClient.Builder().eventListener(new BreakingListener(thrown)).build(),
                new OkHttpClient.Builder().eventListenerFactory(call -> {
                    throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
                }).build()}) {
            carriedOut.set(0);

            assertThat(callOver(client)).isRight();
            assertThat(carriedOut).hasValue(1);
        }
    }

    private static final class BreakingListener extends EventListener {

        private final Supplier<Throwable> thrown;

        private BreakingListener(Supplier<Throwable> thrown) {
            this.thrown = thrown;
        }

        @Override
        public void connectionAcquired(Call call, Connection connection) {
            throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
        }

        @Override
        public void requestHeadersStart(Call call) {
            throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
        }

        @Override
        public void responseHeadersEnd(Call call, Response response) {
            throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
        }

        @Override
        public void callEnd(Call call) {
            throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
        }
    }

    private static final class BreakingSockets extends javax.net.SocketFactory {

        private final Supplier<Throwable> thrown;

        private BreakingSockets(Supplier<Throwable> thrown) {
            this.thrown = thrown;
        }

        @Override
        public Socket createSocket() {
            throw HostileApplicationCodeTest.<RuntimeException>sneakily(thrown.get());
        }

        @Override
        public Socket createSocket(String host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress local, int localPort) {
            return createSocket();
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port, java.net.InetAddress local, int localPort) {
            return createSocket();
        }
    }

    private Either<ApiFailure, ?> callOver(OkHttpClient client) {
        return callOver(client, "127.0.0.1");
    }

    private Either<ApiFailure, ?> callOver(OkHttpClient client, String host) {
        var settings = ConnectionSettings.builder("http://" + host + ":" + server.port(), () -> Settings.BEARER);
        try (ApiConnection connection = ApiConnection.over(client, settings.buildOrThrow())) {
            return Exchanging.MAKING_THE_CALL.over(connection).peekLeft(failure -> assertThat(failure.message())
                    .doesNotContain("SentAlready", "UsedConnection", "TooLarge", "okhttp3", "io.countersign"));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneakily(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
