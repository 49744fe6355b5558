package io.countersign.contracts.http;

import io.countersign.contracts.server.ClosedPort;
import io.countersign.contracts.server.ReceivedRequest;
import io.countersign.contracts.server.Script;
import io.countersign.contracts.server.ScriptedServer;
import io.countersign.contracts.server.UnresponsiveServer;
import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.Secrets;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import io.countersign.ports.failure.ApiFailure.PolicyPending;
import io.countersign.ports.failure.ApiFailure.TimedOut;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.net.URI;

import static io.countersign.contracts.support.WireSamples.action;
import static io.countersign.contracts.support.WireSamples.authorized;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how an executor makes the call and returns its answer. Part of {@link ActionExecutorContract}. */
public interface ExecutionContract extends ExecutorAccess {

    private ReceivedRequest requestFor(UserAction action) {
        try (ScriptedServer server = ScriptedServer.playing(Script.json("{}"));
                AdapterInUse<ActionExecutor> inUse = AdapterInUse.ofExecutor(this, ApiAccess.to(server))) {
            Outcome.success(() -> inUse.adapter().execute(authorized(action)));
            return server.onlyRequest();
        }
    }

    private ApiAnswer answerTo(Script script) {
        try (ScriptedServer server = ScriptedServer.playing(script);
                AdapterInUse<ActionExecutor> inUse = AdapterInUse.ofExecutor(this, ApiAccess.to(server))) {
            return Outcome.success(() -> inUse.adapter().execute(authorized(action())));
        }
    }

    @Test
    default void the_call_goes_out_with_its_token() {
        ReceivedRequest request = requestFor(action());

        assertThat(request.header("X-DFNS-USERACTION")).isEqualTo(WireSamples.USER_ACTION_TOKEN);
    }

    @Test
    default void the_call_goes_to_its_very_path_and_query() {
        String target = "/wallets/a%2Bb;c=1/~x,y!/%C3%A9?q=%20&r=a+b&s=/?&t=";

        assertThat(requestFor(action("PUT", target, "{}")).requestLine()).isEqualTo("PUT " + target);
    }

    @Test
    default void every_method_goes_out_under_its_name() {
        Cases.forEach(List.of("POST", "PUT", "PATCH", "DELETE"), method -> {
            assertThat(requestFor(action(method, "/wallets/wa-1", "{}")).method()).isEqualTo(method);
        });
    }

    @Test
    default void the_body_goes_out_byte_for_byte() {
        String body = " {\"a\" :1,\r\n\t\"b\":\"\\u00e9 é 🦜 \\\\ \u2028 \u0000 ﷽\"} \n";

        ReceivedRequest request = requestFor(action("POST", "/notes", body));

        assertThat(request.body()).isEqualTo(action("POST", "/notes", body).payload().utf8());
        assertThat(request.header("Content-Type")).startsWith("application/json");
        assertThat(request.header("Content-Encoding")).isEmpty();
    }

    @Test
    default void a_body_of_a_mebibyte_goes_out_to_its_last_byte() {
        String body = "x".repeat(1 << 20) + "}";

        assertThat(requestFor(action("POST", "/notes", body)).text().equals(body)).isTrue();
    }

    @Test
    default void a_large_body_that_nobody_reads_is_given_up_in_time() {
        AuthorizedAction call = authorized(action("POST", "/notes", "x".repeat(1 << 24)));
        try (UnresponsiveServer server = new UnresponsiveServer();
                AdapterInUse<ActionExecutor> inUse = AdapterInUse.ofExecutor(this, ApiAccess
                        .to(URI.create("http://" + server.hostAndPort())).withShortTimeout())) {
            TimedOut failure = Outcome.failure(TimedOut.class,
                    () -> CallOnAThread.uninterrupted(() -> inUse.adapter().execute(call)));

            assertThat(failure.exchange()).isEqualTo(Exchange.EXECUTION);
        }
    }

    @Test
    default void a_call_without_a_body_goes_out_without_one() {
        ReceivedRequest request = requestFor(action("DELETE", "/wallets/wa-1", ""));

        assertThat(request.requestLine()).isEqualTo("DELETE /wallets/wa-1");
        assertThat(request.body()).isEmpty();
    }

    @Test
    default void the_answer_is_passed_on_as_it_is() {
        ApiAnswer answer = answerTo(Script.answer(201, " {\"id\":\"wa-é\"}\n", "Content-Type: application/vnd.x+json"));

        assertThat(answer).isEqualTo(new ApiAnswer(
                201, Option.some("application/vnd.x+json"), " {\"id\":\"wa-é\"}\n"));
    }

    @Test
    default void an_answer_may_be_empty() {
        assertThat(answerTo(Script.answer(204, ""))).isEqualTo(new ApiAnswer(204, Option.none(), ""));
    }

    @Test
    default void an_answer_that_is_not_json_is_not_the_apis() {
        Cases.forEach(List.of(200, 201, 202), status -> {
            Cases.forEach(List.of("<html><body>Log in</body></html>", "Log in", "{\"id\": \"wa-", "{} {}"), page -> {
                EveryExchange.of(this).meets(Script.answer(status, page, "Content-Type: text/html"), exchange -> {
                    MalformedAnswer failure = exchange.failure(MalformedAnswer.class);
                    assertThat(failure.httpStatus()).isEqualTo(status);
                });
            });
        });
    }

    @Test
    default void a_call_that_waits_for_a_policy_is_told_apart() {
        String pending = "{\"approvalId\": \"ap-1\"}";
        try (ScriptedServer server = ScriptedServer.playing(
                        Script.answer(202, pending, "Content-Type: application/json"));
                AdapterInUse<ActionExecutor> inUse = AdapterInUse.ofExecutor(this, ApiAccess.to(server))) {
            PolicyPending failure = Outcome.failure(PolicyPending.class,
                    () -> inUse.adapter().execute(authorized(action())));

            assertThat(failure.exchange()).isEqualTo(Exchange.EXECUTION);
            assertThat(failure.answer()).isEqualTo(new ApiAnswer(202, Option.some("application/json"), pending));
        }
    }

    @Test
    default void it_is_said_whether_the_call_may_have_been_carried_out() {
        Cases.forEachNumbered("script", List.of(Script.cut(), Script.breakingOff(), Script.answer(500, "")), script -> {
            EveryExchange.of(this).meets(script, exchange ->
                    assertThat(Outcome.failure(() -> exchange.make(1)).mayHaveTakenEffect()).isTrue());
        });
        EveryExchange.of(this).meets(Script.answer(403, ""), exchange ->
                assertThat(Outcome.failure(() -> exchange.make(1)).mayHaveTakenEffect()).isFalse());
        try (ClosedPort nobody = new ClosedPort()) {
            EveryExchange.of(this).reaches(ApiAccess.to(nobody.baseUrl()), exchange ->
                    assertThat(Outcome.failure(() -> exchange.make(1)).mayHaveTakenEffect()).isFalse());
        }
    }

    @Test
    default void the_token_of_the_call_is_not_shown_if_it_comes_back() {
        String token = WireSamples.USER_ACTION_TOKEN;
        EveryExchange.of(this).meets(
                Script.answer(403, "{\"error\": {\"message\": \"" + token + " is used up\"}}"), exchange -> {
                    ApiFailure failure = Outcome.failure(() -> exchange.make(1));

                    Secrets.of(token).assertHiddenIn(failure, failure.message());
                });
    }
}
