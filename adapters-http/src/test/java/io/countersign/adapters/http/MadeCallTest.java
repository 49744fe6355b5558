package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.resilience.FakeTime;
import io.countersign.adapters.http.resilience.RetryPolicy;
import io.countersign.adapters.http.resilience.Retrying;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;
import io.vavr.control.Option;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Over HTTP: what is cancelled is not made, and what was made is reported as it is, whatever others' code does. */
@Timeout(60)
class MadeCallTest {

    private final MockWebServer api = new MockWebServer();
    private final AtomicInteger carriedOut = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        api.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return switch (request.getTarget()) {
                    case "/auth/action/init" -> new MockResponse.Builder().body(Settings.CHALLENGE_JSON).build();
                    case "/auth/action" -> new MockResponse.Builder().body("{\"userAction\":\"t\"}").build();
                    case "/wallets" -> {
                        carriedOut.incrementAndGet();
                        yield new MockResponse.Builder().body("{\"id\":\"wa-1\"}").build();
                    }
                    default -> new MockResponse.Builder().code(503).body("{}").build();
                };
            }
        });
        api.start();
    }

    @AfterEach
    void stop() {
        cancelled.countDown();
        thread.shutdownNow();
        api.close();
    }

    private static CredentialSigner signer() {
        return CredentialSigner.key(Settings.KEY, message -> Either.right(new byte[] {1}));
    }

    // what is cancelled

    /** Holds the call up until it is cancelled, and loses the interrupt, as very much code does. */
    private void holdUpAndLoseTheInterrupt() {
        begun.countDown();
        while (true) {
            try {
                cancelled.await();
                Thread.interrupted();
                return;
            } catch (InterruptedException lost) {
                // that is the point
            }
        }
    }

    /** Where the call is held up: by whose code, and at which of its calls. */
    enum HeldUp {
        BY_THE_SIGNER, BY_THE_LISTENER_OF_THE_CHALLENGE, BY_THE_LISTENER_OF_THE_REDEMPTION,
        BY_THE_TOKEN_OF_THE_CHALLENGE, BY_THE_TOKEN_OF_THE_REDEMPTION, BY_THE_TOKEN_OF_THE_CALL
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_was_cancelled_is_not_made_though_others_code_loses_the_interrupt(HeldUp held) throws Exception {
        var tokens = new AtomicInteger();
        var settings = ConnectionSettings.builder(api.url("/").toString(), () -> {
            if (held.name().startsWith("BY_THE_TOKEN")
                    && tokens.getAndIncrement() == held.ordinal() - HeldUp.BY_THE_TOKEN_OF_THE_CHALLENGE.ordinal()) {
                holdUpAndLoseTheInterrupt();
            }
            return Settings.BEARER;
        }).buildOrThrow();
        CredentialSigner signer = CredentialSigner.key(Settings.KEY, message -> {
            if (held == HeldUp.BY_THE_SIGNER) {
                holdUpAndLoseTheInterrupt();
            }
            return Either.right(new byte[] {1});
        });
        UserActionListener listener = event -> {
            if (held.name().equals("BY_THE_LISTENER_OF_THE_" + event.step())) {
                holdUpAndLoseTheInterrupt();
            }
        };
        try (var connection = ApiConnection.open(settings)) {
            var future = UserActions.using(RetrofitTransport.over(connection), listener, signer)
                    .executedBy(HttpActionExecutor.over(connection)).asynchronousOn(thread)
                    .perform(Settings.anAction());
            begun.await();

            assertThat(future.cancel(true)).isTrue();
            cancelled.countDown();

            thread.shutdown();
            assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(carriedOut).hasValue(0);
        }
    }

    // what was made

    private UserActionFailure failureOf(
            boolean idempotent,
            BiFunction<UserActionTransport, HttpActionExecutor, ExecutingUserActions> actions) {
        try (var connection = ApiConnection.open(Settings.to(api).buildOrThrow())) {
            UserAction action = idempotent ? Settings.anAction().markedIdempotent() : Settings.anAction();
            return new FakeTime().applyTo(Retrying.by(RetryPolicy.builder(4).buildOrThrow()))
                    .decorate(actions.apply(RetrofitTransport.over(connection), HttpActionExecutor.over(connection)))
                    .perform(action).getLeft();
        }
    }

    private static void assertBroke(UserActionFailure failure, Step step) {
        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.AdapterBroke.class, broke -> {
            assertThat(broke.step()).isEqualTo(step);
            assertThat(broke.fault()).contains("another exchange");
            assertThat(broke.mayHaveTakenEffect()).isEqualTo(step == Step.EXECUTION);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_call_is_made_once_though_its_executor_then_fails_to_read(boolean idempotent) {
        UserActionFailure failure = failureOf(idempotent, (transport, http) -> {
            ActionExecutor thenReading = action -> http.execute(action)
                    .flatMap(answer -> http.read(ActionPath.of("/replica").get()));
            return UserActions.using(transport, signer()).executedBy(thenReading);
        });

        assertBroke(failure, Step.EXECUTION);
        assertThat(carriedOut).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_call_is_made_once_though_its_executor_then_fails_to_prove_another(boolean idempotent) {
        UserActionFailure failure = failureOf(idempotent, (transport, http) -> {
            ActionExecutor saga = action -> http.execute(action)
                    .flatMap(answer -> Either.left(unavailable(Exchange.CHALLENGE)));
            return UserActions.using(transport, signer()).executedBy(saga);
        });

        assertBroke(failure, Step.EXECUTION);
        assertThat(carriedOut).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = "CHALLENGE", mode = EnumSource.Mode.EXCLUDE)
    void a_challenge_is_asked_for_once_though_its_failure_is_of_another_exchange(Exchange another) {
        UserActionFailure failure = failureOf(true, (transport, http) ->
                UserActions.using(failing(transport, another, another), signer()).executedBy(http));

        assertBroke(failure, Step.CHALLENGE);
        assertThat(api.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = "REDEMPTION", mode = EnumSource.Mode.EXCLUDE)
    void a_challenge_is_redeemed_once_though_its_failure_is_of_another_exchange(Exchange another) {
        UserActionFailure failure = failureOf(true, (transport, http) ->
                UserActions.using(failing(transport, null, another), signer()).executedBy(http));

        assertBroke(failure, Step.REDEMPTION);
        assertThat(api.getRequestCount()).as("the challenge").isEqualTo(1);
        assertThat(carriedOut).hasValue(0);
    }

    private static ApiFailure unavailable(Exchange exchange) {
        return new ApiFailure.Refused(
                exchange, 503, Option.none(), "", Option.none(), Option.none());
    }

    private static UserActionTransport failing(UserActionTransport transport, Exchange challenge, Exchange redemption) {
        return new UserActionTransport() {
            @Override
            public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
                return challenge == null ? transport.requestChallenge(action) : Either.left(unavailable(challenge));
            }

            @Override
            public Either<ApiFailure, UserActionToken> redeem(SignedChallenge signed) {
                return Either.left(unavailable(redemption));
            }
        };
    }

    @Test
    void a_listener_of_another_version_does_not_take_the_answer_with_it() {
        UserActionListener skewed = new UserActionListener() {
            @Override
            public void stepEnded(StepEnded event) {
                throw new NoSuchMethodError("version skew");
            }
        };
        try (var connection = ApiConnection.open(Settings.to(api).buildOrThrow())) {
            var actions = UserActions.using(RetrofitTransport.over(connection), skewed, signer())
                    .executedBy(HttpActionExecutor.over(connection));

            assertThat(actions.perform(Settings.anAction())).isRight();
            assertThat(actions.asynchronousOn(thread).perform(Settings.anAction()).join().isRight()).isTrue();
        }
        assertThat(carriedOut).hasValue(2);
    }

    @Test
    void an_executor_that_rejects_a_call_after_it_was_made_does_not_take_the_answer_with_it() {
        try (var connection = ApiConnection.open(Settings.to(api).buildOrThrow())) {
            var future = UserActions.using(RetrofitTransport.over(connection), signer())
                    .executedBy(HttpActionExecutor.over(connection))
                    .asynchronousOn(task -> {
                        task.run();
                        task.run();
                        throw new RejectedExecutionException("the audit pool is full");
                    }).perform(Settings.anAction());

            assertThat(future.join().isRight()).isTrue();
        }
        assertThat(carriedOut).hasValue(1);
    }
}
