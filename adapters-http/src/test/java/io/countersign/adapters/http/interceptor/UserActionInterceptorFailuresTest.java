package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.Violation;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.Remedy;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.collection.List;
import io.vavr.control.Either;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** How failures reach a caller. */
class UserActionInterceptorFailuresTest {

    private static final UserActionFailure FAILURE =
            UserActionFailure.apiFailed(ApiFailure.unreachable(Exchange.CHALLENGE, "nobody there"));

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Call call(OkHttpClient client, String method) {
        return client.newCall(new Request.Builder().url(server.url("/wallets"))
                .method(method, method.equals("GET") ? null : RequestBody.create("{}", MediaType.get("text/plain")))
                .build());
    }

    private UserActionFailedException thrownBy(Call call) {
        var thrown = catchThrowableOfType(UserActionFailedException.class, () -> call.execute().close());
        assertThat(server.getRequestCount()).isZero();
        return thrown;
    }

    private UserActionFailure broken(
            Function<UserAction, Either<UserActionFailure, AuthorizedAction>> answer) {
        var client = FakeUserActions.answering(answer).client(Settings.to(server));
        return thrownBy(call(client, "POST")).failure();
    }

    private static String faultOf(UserActionFailure failure) {
        return ((Reason.AdapterBroke) failure.reason()).fault();
    }

    @Test
    void a_failure_to_prove_is_an_io_exception_with_the_same_message() {
        var client = FakeUserActions.answering(action -> Either.left(FAILURE)).client(Settings.to(server));

        var thrown = thrownBy(call(client, "POST"));

        assertThat(thrown).isInstanceOf(IOException.class).hasMessage(FAILURE.message()).hasNoCause();
        assertThat(thrown.failure()).isSameAs(FAILURE);
    }

    @Test
    void an_enqueued_call_gets_the_same_failure() {
        var client = FakeUserActions.answering(action -> Either.left(FAILURE)).client(Settings.to(server));
        var outcome = new CompletableFuture<Response>();

        call(client, "POST").enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException thrown) {
                outcome.completeExceptionally(thrown);
            }

            @Override
            public void onResponse(Call call, Response response) {
                outcome.complete(response);
            }
        });

        assertThat(outcome).failsWithin(10, TimeUnit.SECONDS).withThrowableThat()
                .havingCause().isInstanceOfSatisfying(UserActionFailedException.class, thrown ->
                        assertThat(thrown.failure()).isSameAs(FAILURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void a_missing_bearer_token_is_a_failure_before_anything_is_sent(String method) {
        var settings = ConnectionSettings.builder(server.url("/").toString(), () -> {
            throw new IllegalStateException("supplier-secret");
        });

        var thrown = thrownBy(call(FakeUserActions.thatProve().client(settings), method));

        assertThat(thrown.failure()).isEqualTo(UserActionFailure.apiFailed(new ApiFailure.NotSent(
                method.equals("GET") ? Exchange.READ : Exchange.EXECUTION,
                List.of(new Violation("bearerToken", "its supplier threw java.lang.IllegalStateException")))));
        assertThat(thrown.getMessage()).doesNotContain("secret");
    }

    @Test
    void an_exception_of_the_port_is_a_failure_without_its_message() {
        var failure = broken(action -> {
            throw new IllegalStateException("thrown-secret");
        });

        assertThat(failure).returns(UserActionFailure.Kind.ADAPTER_BROKE, UserActionFailure::kind);
        assertThat(failure.step()).isEqualTo(Step.CHALLENGE);
        assertThat(failure.message()).contains("threw java.lang.IllegalStateException").doesNotContain("secret");
    }

    @Test
    void a_null_answer_of_the_port_is_a_failure() {
        assertThat(faultOf(broken(action -> null))).endsWith("answered null");
        assertThat(faultOf(broken(action -> Either.left(null)))).endsWith("answered null");
        assertThat(faultOf(broken(action -> Either.right(null)))).endsWith("answered null");
    }

    @Test
    void a_token_for_another_action_is_not_used() {
        var other = UserAction.of("DELETE", "/other", "").get();

        assertThat(faultOf(broken(action -> Either.right(other.authorizedBy(Settings.aToken())))))
                .endsWith("authorised another action than the one that was asked for");
    }

    @Test
    void a_network_failure_of_the_call_itself_is_okhttps_own() {
        server.close();

        assertThatThrownBy(() -> call(FakeUserActions.thatProve().client(Settings.to(server)), "POST").execute())
                .isInstanceOf(IOException.class).isNotInstanceOf(UserActionFailedException.class);
    }

    @Test
    void a_call_that_was_cancelled_is_not_proven() {
        var actions = FakeUserActions.thatProve();
        Interceptor cancelling = chain -> {
            chain.call().cancel();
            return chain.proceed(chain.request());
        };
        var client = actions.interceptor(Settings.to(server))
                .applyTo(new OkHttpClient.Builder().addInterceptor(cancelling)).build();

        assertThatThrownBy(() -> call(client, "POST").execute()).isInstanceOf(IOException.class).hasMessage("Canceled");
        assertThat(actions.asked()).isEmpty();
    }

    @Test
    void a_call_that_is_cancelled_while_it_is_proven_is_not_sent() {
        var calls = new CompletableFuture<Call>();
        var client = FakeUserActions.answering(action -> {
            calls.join().cancel();
            return Either.right(action.authorizedBy(Settings.aToken()));
        }).client(Settings.to(server));
        calls.complete(call(client, "POST"));

        assertThatThrownBy(() -> calls.join().execute()).isInstanceOf(IOException.class).hasMessage("Canceled");
        assertThat(server.getRequestCount()).isZero();
    }

    private ApiFailure failureAfterwards(OkHttpClient client, String method) {
        var thrown = catchThrowableOfType(
                UserActionFailedException.class, () -> call(client, method).execute().close());
        return ((Reason.ApiFailed) thrown.failure().reason()).failure();
    }

    @Test
    void a_read_whose_repetition_is_not_let_out_is_said_to_have_been_answered() {
        server.enqueue(new MockResponse.Builder().code(401).build());
        Authenticator straying = (route, response) ->
                response.request().newBuilder().url("http://127.0.0.1:" + server.getPort() + "/stolen").build();
        var client = FakeUserActions.thatProve().interceptor(Settings.to(server))
                .applyTo(new OkHttpClient.Builder().authenticator(straying)).build();

        var failure = failureAfterwards(client, "GET");

        assertThat(failure.status()).contains(401);
        assertThat(failure.exchange()).isEqualTo(Exchange.READ);
        assertThat(failure.message()).doesNotContain("nothing was sent");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_call_that_was_sent_and_not_answered_is_not_said_to_be_unsent_when_it_is_refused_the_second_time() {
        Interceptor insisting = chain -> {
            try {
                return chain.proceed(chain.request());
            } catch (IOException broken) {
                return chain.proceed(chain.request().newBuilder().header("Host", "other.example").build());
            }
        };
        for (String method : new String[] {"POST", "PUT"}) {
            var before = FakeUserActions.thatProve().interceptor(Settings.to(server))
                    .applyTo(new OkHttpClient.Builder().addInterceptor(insisting)).build();
            server.enqueue(new MockResponse.Builder().onRequestBody(new SocketEffect.CloseSocket()).build());

            var failure = failureAfterwards(before, method);

            assertThat(failure).returns(ApiFailureKind.CONNECTION_LOST, ApiFailure::kind);
            assertThat(failure.mayHaveTakenEffect()).isTrue();
            assertThat(failure.message()).doesNotContain("nothing was sent").contains("must be that of the URL");
        }
    }

    /** Makes a call up to four times, as interceptors for repetition do. */
    private static final Interceptor REPEATING = chain -> {
        for (int left = 3; ; left--) {
            try {
                Response response = chain.proceed(chain.request());
                if (response.isSuccessful()) {
                    return response;
                }
                response.close();
            } catch (UserActionFailedException failed) {
                throw failed;
            } catch (IOException lost) {
                if (left == 0) {
                    throw lost;
                }
            }
        }
    };

    /** Each answer is a status, or 0 for none: the connection is closed when the call has been read. */
    private UserActionFailure failureAfter(
            String method, Function<UserAction, Either<UserActionFailure, AuthorizedAction>> proof, int... answers) {
        for (int status : answers) {
            server.enqueue(status == 0
                    ? new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build()
                    : new MockResponse.Builder().code(status).build());
        }
        var client = FakeUserActions.answering(proof).interceptor(Settings.to(server))
                .applyTo(new OkHttpClient.Builder().addInterceptor(REPEATING)).build();
        var thrown = catchThrowableOfType(
                UserActionFailedException.class, () -> call(client, method).execute().close());
        assertThat(server.getRequestCount()).isEqualTo(answers.length);
        return thrown.failure();
    }

    private static Function<UserAction, Either<UserActionFailure, AuthorizedAction>> provingTimes(int times) {
        var proven = new AtomicInteger();
        return action -> proven.incrementAndGet() > times ? Either.left(FAILURE)
                : Either.right(action.authorizedBy(UserActionToken.of("token-" + proven).get()));
    }

    @Test
    void a_call_that_may_have_been_made_is_said_to_be_so_when_it_cannot_be_proven_again() {
        var failure = failureAfter("POST", provingTimes(1), 0);

        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(failure.remedy()).isEqualTo(Remedy.CHECK_OUTCOME_FIRST);
        assertThat(failure.code()).isEqualTo("connection_lost");
        assertThat(failure.message()).contains("may have been carried out", "nobody there");
        assertThat(((Reason.StillOpen) failure.reason()).last()).isEqualTo(FAILURE);
    }

    @ParameterizedTest
    @CsvSource({"0, 429", "429, 0", "500, 429", "429, 500", "500, 401", "302, 409", "0, 0", "0, 503"})
    void a_later_answer_does_not_hide_that_an_earlier_call_may_have_been_made(int first, int second) {
        assertThat(failureAfter("PUT", provingTimes(2), first, second).mayHaveTakenEffect()).isTrue();
    }

    @Test
    void calls_that_the_api_refused_were_not_made() {
        assertThat(failureAfter("DELETE", provingTimes(2), 429, 403)).isEqualTo(FAILURE);
    }

    /** The last proof brings the token of the one before. */
    @ParameterizedTest
    @CsvSource({"0, 429", "429, 0", "500, 429", "0, 0"})
    void a_call_that_is_not_let_out_after_others_may_have_been_made(int first, int second) {
        var proven = new AtomicInteger();

        var failure = failureAfter("POST", action -> Either.right(action.authorizedBy(UserActionToken.of(
                "token-" + Math.min(2, proven.incrementAndGet())).get())), first, second);

        assertThat(proven).hasValue(3);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
    }
}
