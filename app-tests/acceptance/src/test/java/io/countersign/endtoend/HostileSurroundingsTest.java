package io.countersign.endtoend;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.resilience.RetryPolicy;
import io.countersign.adapters.http.resilience.Retrying;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.vavr.control.Either;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the whole flow with retries in an application whose interceptors misbehave. No payment is made twice. */
class HostileSurroundingsTest {

    private static final UserAction PAYMENT = UserAction.of("POST", "/payments", "{\"amount\":1}").get();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** The API carries out half of the calls and then resets the connection. */
    @Test
    void an_interceptor_that_builds_requests_anew_makes_no_payment_happen_twice() {
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            Request request = chain.request();
            return chain.proceed(new Request.Builder().url(request.url()).headers(request.headers())
                    .method(request.method(), request.body()).header("X-Trace", "1").build());
        }).build();
        try (Sandbox sandbox = Sandbox.configure().faultSeed(3)
                .faults(FaultKind.RESET_AFTER.withProbability(0.5).on(Exchange.CALL)).start()) {
            int lost = 0;
            for (int number = 1; number <= 20; number++) {
                Either<UserActionFailure, ApiAnswer> outcome = paid(sandbox, client, builder -> builder);

                assertThat(payments(sandbox)).isEqualTo(number);
                if (outcome.isLeft()) {
                    lost++;
                    assertThat(outcome.getLeft().mayHaveTakenEffect()).isTrue();
                }
            }
            assertThat(lost).isPositive();
        }
    }

    static Stream<Supplier<Throwable>> thrownAfterTheAnswer() {
        return Stream.of(() -> new NoSuchMethodError("version skew"), () -> new StackOverflowError(),
                () -> new SSLPeerUnverifiedException("own pinning: chain not as expected"));
    }

    @ParameterizedTest
    @MethodSource("thrownAfterTheAnswer")
    void an_interceptor_that_throws_after_the_answer_leaves_a_failure_that_says_so(Supplier<Throwable> thrown) {
        Interceptor breaking = chain -> {
            var answer = chain.proceed(chain.request());
            if (chain.request().url().encodedPath().equals("/payments")) {
                answer.close();
                throw HostileSurroundingsTest.<RuntimeException>sneakily(thrown.get());
            }
            return answer;
        };
        try (Sandbox sandbox = Sandbox.start()) {
            var outcome = paid(sandbox, new OkHttpClient.Builder().addInterceptor(breaking).build(),
                    builder -> builder);

            assertThat(outcome.getLeft().mayHaveTakenEffect()).isTrue();
            assertThat(payments(sandbox)).isEqualTo(1);
        }
    }

    @Test
    void an_executor_that_runs_tasks_twice_or_takes_them_and_throws_makes_one_payment() {
        List<Executor> executors = List.of(
                task -> {
                    threads.execute(task);
                    threads.execute(task);
                },
                task -> {
                    threads.execute(task);
                    throw new RejectedExecutionException("full");
                },
                task -> {
                    task.run();
                    throw new IllegalStateException("metrics");
                },
                task -> {
                    task.run();
                    throw new NoSuchMethodError("version skew");
                });
        try (Sandbox sandbox = Sandbox.start()) {
            for (Executor executor : executors) {
                int before = payments(sandbox);

                var outcome = paid(sandbox, new OkHttpClient(), builder -> builder.executor(executor));

                assertThat(payments(sandbox) - before).isEqualTo(outcome.isRight() ? 1 : 0);
                assertThat(outcome.swap().exists(UserActionFailure::mayHaveTakenEffect)).isFalse();
            }
        }
    }

    /** It fails as if nothing had been sent, and names the exchange that was not: a read, or another action's. */
    @Test
    void an_executor_whose_next_exchange_cannot_be_sent_after_it_has_made_the_call_makes_one_payment()
            throws Exception {
        int closed;
        try (var port = new ServerSocket(0)) {
            closed = port.getLocalPort();
        }
        try (Sandbox sandbox = Sandbox.start(); var down = ApiConnection.open(
                ConnectionSettings.builder("http://127.0.0.1:" + closed, () -> "bearer").buildOrThrow())) {
            List<Supplier<ApiFailure>> next = List.of(
                    () -> HttpActionExecutor.over(down).read(PAYMENT.path()).getLeft(),
                    () -> RetrofitTransport.over(down).requestChallenge(PAYMENT).getLeft());
            for (Supplier<ApiFailure> failing : next) {
                int before = payments(sandbox);

                var failure = paid(sandbox, new OkHttpClient(), builder -> builder, paying ->
                        action -> paying.execute(action).flatMap(answer -> Either.left(failing.get()))).getLeft();

                assertThat(payments(sandbox) - before).isOne();
                assertThat(failure.mayHaveTakenEffect()).isTrue();
                assertThat(failure.isRetryable()).isFalse();
            }
        }
    }

    private static Either<UserActionFailure, ApiAnswer> paid(
            Sandbox sandbox, OkHttpClient client, UnaryOperator<ConnectionSettings.Builder> settings) {
        return paid(sandbox, client, settings, executor -> executor);
    }

    private static Either<UserActionFailure, ApiAnswer> paid(
            Sandbox sandbox, OkHttpClient client, UnaryOperator<ConnectionSettings.Builder> settings,
            UnaryOperator<ActionExecutor> around) {
        var user = sandbox.serviceAccount();
        var key = user.key(KeyAlgorithm.EDDSA);
        var signer = CredentialSigner.key(CredentialId.of(key.credId()).get(),
                JcaSigningKey.fromPem(key.privateKeyPem().toCharArray()).get());
        var builder = ConnectionSettings.builder(sandbox.baseUrl().toString(), user::authToken);
        try (ApiConnection proving = ApiConnection.over(client, builder.buildOrThrow());
                ApiConnection paying = ApiConnection.over(client, settings.apply(builder).buildOrThrow())) {
            return Retrying.by(RetryPolicy.builder(5).initialInterval(Duration.ofMillis(1)).buildOrThrow())
                    .decorate(UserActions.using(RetrofitTransport.over(proving), signer)
                            .executedBy(around.apply(HttpActionExecutor.over(paying))))
                    .perform(PAYMENT);
        }
    }

    private static int payments(Sandbox sandbox) {
        return sandbox.executedCalls("POST", "/payments").size();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneakily(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
