package io.countersign.sandbox.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.AtOnce;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.ReceivedCall;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Tests idempotency by an external id, as transfers, transactions, signatures and wallets have it. */
class ExternalIdTest {

    private static final String WALLET = "{\"network\":\"Bitcoin\",\"externalId\":\"order-1\"}";
    private static final String TRANSFER = "{\"amount\":\"7\",\"externalId\":\"order-1\"}";

    private final Sandbox sandbox = Sandbox.start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private TestCaller.Reply proven(String method, String path, String body) {
        return caller.call(method, path, body, caller.tokenFor(method, path, body));
    }

    @Test
    void a_wallet_that_is_asked_for_again_is_the_same_one_and_made_once() {
        TestCaller.Reply first = proven("POST", "/wallets", WALLET);
        TestCaller.Reply again = proven("POST", "/wallets", WALLET);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("externalId").textValue()).isEqualTo("order-1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(sandbox.executedCalls("POST", "/wallets")).hasSize(1);
        assertThat(caller.call("GET", "/wallets", "").json().get("items")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wallets/wa-1/transfers", "/wallets/wa-1/transactions", "/keys/key-1/signatures"})
    void so_is_every_other_post(String path) {
        TestCaller.Reply first = proven("POST", path, TRANSFER);
        TestCaller.Reply again = proven("POST", path, TRANSFER);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(sandbox.executedCalls("POST", path)).hasSize(1);
    }

    @Test
    void the_same_json_written_in_another_way_is_the_same_call() {
        TestCaller.Reply first = proven("POST", "/wallets", WALLET);

        assertThat(proven("POST", "/wallets", "{ \"externalId\": \"order-1\", \"network\": \"Bitcoin\" }").json())
                .isEqualTo(first.json());
        assertThat(sandbox.executedCalls()).hasSize(1);
    }

    @Test
    void another_body_under_the_same_external_id_is_a_conflict_and_not_carried_out() {
        proven("POST", "/wallets", WALLET);

        TestCaller.Reply reply = proven("POST", "/wallets", WALLET.replace("Bitcoin", "Solana"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.errorMessage()).isEqualTo("externalId has already been used with another body");
        assertThat(sandbox.executedCalls()).hasSize(1);
    }

    @Test
    void a_repeated_call_needs_a_proof_of_its_own() {
        String token = caller.tokenFor("POST", "/wallets", WALLET);
        assertThat(caller.call("POST", "/wallets", WALLET, token).status()).isEqualTo(200);

        assertThat(caller.call("POST", "/wallets", WALLET, token).status()).isEqualTo(403);
        assertThat(caller.call("POST", "/wallets", WALLET).status()).isEqualTo(403);
    }

    @Test
    void a_call_that_was_refused_leaves_its_external_id_free() {
        assertThat(proven("POST", "/wallets", "{\"externalId\":\"order-1\"}").status()).isEqualTo(400);

        assertThat(proven("POST", "/wallets", WALLET).status()).isEqualTo(200);
    }

    @Test
    void an_external_id_belongs_to_its_path() {
        proven("POST", "/wallets/wa-1/transfers", TRANSFER);

        assertThat(proven("POST", "/wallets/wa-2/transfers", TRANSFER.replace("7", "8")).status()).isEqualTo(200);
        assertThat(sandbox.executedCalls()).hasSize(2);
    }

    @Test
    void calls_without_an_external_id_are_all_carried_out() {
        for (String body : List.of("{\"amount\":\"7\"}", "{\"externalId\":7}", "[]", "")) {
            proven("POST", "/things", body);
            proven("POST", "/things", body);
        }
        proven("PUT", "/things", TRANSFER);
        proven("PUT", "/things", TRANSFER);

        assertThat(sandbox.executedCalls("POST", "/things")).hasSize(8);
        assertThat(sandbox.executedCalls("PUT", "/things")).hasSize(2);
    }

    @Test
    void a_wallets_external_id_must_be_a_text() {
        TestCaller.Reply reply = proven("POST", "/wallets", "{\"network\":\"Bitcoin\",\"externalId\":7}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.faultyFields()).isEqualTo("externalId");
    }

    @RepeatedTest(5)
    void of_many_that_come_at_once_one_is_carried_out_and_all_get_its_answer() {
        List<String> tokens = IntStream.range(0, 16)
                .mapToObj(number -> caller.tokenFor("POST", "/wallets", WALLET)).toList();

        List<String> wallets = tokens.parallelStream()
                .map(token -> caller.call("POST", "/wallets", WALLET, token).json().get("id").textValue()).toList();

        assertThat(wallets.stream().distinct()).hasSize(1);
        assertThat(sandbox.executedCalls()).hasSize(1);
    }

    /** Calls the resource directly, since the network would serialise the calls. */
    @Test
    void of_many_that_come_at_the_very_same_time_one_is_carried_out() throws Exception {
        for (int round = 0; round < 500; round++) {
            ExternalIds ids = new ExternalIds();
            AtomicInteger carriedOut = new AtomicInteger();
            ReceivedCall call = new ReceivedCall("POST", "/wallets", Option.none(), Map.of(), WALLET.getBytes(UTF_8));

            List<Answer> answers = AtOnce.of(4, thread -> ids.answer(call, () -> {
                Thread.yield();
                return Either.right(Answer.ok(new IntNode(carriedOut.incrementAndGet())));
            }).get());

            assertThat(carriedOut).hasValue(1);
            assertThat(answers).containsOnly(Answer.ok(new IntNode(1)));
        }
    }

    @Test
    void what_was_carried_out_can_be_told_apart_by_external_id() {
        proven("POST", "/wallets/wa-1/transfers", TRANSFER);
        proven("DELETE", "/wallets/wa-1/transfers", "");

        assertThat(sandbox.executedCalls("POST", "/wallets/wa-1/transfers"))
                .singleElement().satisfies(call -> assertThat(call.externalId()).contains("order-1"));
        assertThat(sandbox.executedCalls("DELETE", "/wallets/wa-1/transfers"))
                .singleElement().satisfies(call -> assertThat(call.externalId()).isEmpty());
        assertThat(sandbox.executedCalls("POST", "/wallets")).isEmpty();
    }
}
