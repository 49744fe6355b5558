package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.sandbox.fixture.RawCall;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestDelays;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.CallHandler;
import io.countersign.sandbox.http.LoopbackServer;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tests faults with delays, on a clock that the tests advance. */
@Timeout(120)
class FaultDelaysTest {

    private static final String PATH = "/wallets";
    private static final String BODY = "{\"network\":\"Bitcoin\"}";
    private static final Fault ALWAYS_SLOW = FaultKind.SLOW.withProbability(1).on(Exchange.CALL);

    private final TestDelays delays = new TestDelays();

    private Sandbox sandbox(Fault fault) {
        return Sandbox.configure().faults(fault.on(Exchange.CALL)).delays(delays).start();
    }

    private static RawCall proven(TestCaller caller) {
        return RawCall.send(caller, "POST", PATH, BODY, caller.tokenFor("POST", PATH, BODY));
    }

    @Test
    void a_slow_answer_is_held_back_though_the_call_is_carried_out() throws Exception {
        try (Sandbox sandbox = sandbox(ALWAYS_SLOW.lasting(Duration.ofSeconds(2)));
                RawCall call = proven(TestCaller.serviceAccountOf(sandbox))) {
            TestDelays.Delayed answer = delays.next();

            assertThat(answer.delay()).isEqualTo(Duration.ofSeconds(2));
            assertThat(sandbox.executedCalls("POST", PATH)).hasSize(1);
            assertThat(call.available()).isZero();
            answer.pass();
            assertThat(call.toTheEnd()).startsWith("HTTP/1.1 200").contains("\"network\":\"Bitcoin\"");
        }
    }

    @Test
    void unless_told_otherwise_a_slow_answer_takes_a_second() throws Exception {
        try (Sandbox sandbox = sandbox(ALWAYS_SLOW); RawCall call = proven(TestCaller.serviceAccountOf(sandbox))) {
            assertThat(delays.next().delay()).isEqualTo(Duration.ofSeconds(1));
            assertThat(call.available()).isZero();
        }
    }

    @Test
    void slow_answers_take_no_threads() throws Exception {
        int calls = 300;
        try (Sandbox sandbox = sandbox(ALWAYS_SLOW)) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            RawCall[] open = new RawCall[calls];
            for (int number = 0; number < calls; number++) {
                open[number] = RawCall.send(caller, "GET", PATH, "", "");
            }
            for (int number = 0; number < calls; number++) {
                delays.next().pass();
            }
            for (RawCall call : open) {
                assertThat(call.toTheEnd()).startsWith("HTTP/1.1 200");
                call.close();
            }
        }
    }

    @Test
    void a_dripping_answer_comes_in_twenty_pieces_each_after_a_while() throws Exception {
        Fault drip = FaultKind.DRIP.withProbability(1).lasting(Duration.ofMillis(250));
        try (Sandbox sandbox = sandbox(drip); RawCall call = proven(TestCaller.serviceAccountOf(sandbox))) {
            TestDelays.Delayed first = delays.next();
            assertThat(first.delay()).isEqualTo(Duration.ofMillis(250));
            assertThat(call.available()).isZero();
            first.pass();
            String head = call.head();
            int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
            int size = (length + 19) / 20;
            StringBuilder body = new StringBuilder(call.next(size));
            while (length - body.length() > size) {
                TestDelays.Delayed piece = delays.next();
                assertThat(call.available()).isZero();
                piece.pass();
                body.append(call.next(size));
            }
            delays.next().pass();
            body.append(call.toTheEnd());

            assertThat(body).hasSize(length);
            assertThat(TestCaller.parsed(body.toString()).get("network").textValue()).isEqualTo("Bitcoin");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "STALL_AFTER"})
    void a_stalled_call_hears_nothing_for_minutes_and_then_a_reset(FaultKind kind) throws Exception {
        try (Sandbox sandbox = sandbox(kind.withProbability(1));
                RawCall call = proven(TestCaller.serviceAccountOf(sandbox))) {
            TestDelays.Delayed end = delays.next();

            assertThat(end.delay()).isEqualTo(Duration.ofMinutes(5));
            assertThat(sandbox.executedCalls()).hasSize(kind.isCarriedOut() ? 1 : 0);
            assertThat(call.available()).isZero();
            end.pass();
            assertThat(call.toTheEnd()).isEqualTo(RawCall.RESET);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW", "DRIP", "STALL", "STALL_AFTER"})
    void closing_the_sandbox_ends_what_waits_at_once(FaultKind kind) throws Exception {
        Sandbox sandbox = sandbox(kind.withProbability(1));
        try (RawCall call = proven(TestCaller.serviceAccountOf(sandbox))) {
            TestDelays.Delayed never = delays.next();
            sandbox.close();

            assertThat(call.toTheEnd()).isIn("", RawCall.RESET);
            never.pass();
        }
    }

    @Test
    void a_client_that_does_not_wait_is_no_bother() throws Exception {
        try (Sandbox sandbox = sandbox(FaultKind.SLOW.withProbability(1))) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            RawCall.send(caller, "GET", PATH, "", "").close();
            delays.next().pass();

            CompletableFuture<TestCaller.Reply> next =
                    CompletableFuture.supplyAsync(() -> caller.call("GET", PATH, ""), task -> new Thread(task).start());
            delays.next().pass();
            assertThat(next.get().status()).isEqualTo(200);
        }
    }

    @Test
    void by_itself_time_passes() throws Exception {
        try (Sandbox sandbox = Sandbox.configure().faults(ALWAYS_SLOW.lasting(Duration.ofMillis(1))).start()) {
            assertThat(TestCaller.serviceAccountOf(sandbox).call("GET", PATH, "").status()).isEqualTo(200);
        }
    }

    @Test
    void a_server_that_stops_waits_for_nothing_that_was_to_come() throws Exception {
        LoopbackServer server = LoopbackServer.bind(0);
        server.serve(new CallHandler(call -> Answer.ok(TestCaller.parsed("{}"))));
        CountDownLatch soon = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        server.delays().after(Duration.ofDays(1), never::countDown);
        server.delays().after(Duration.ofMillis(1), soon::countDown);
        assertThat(soon.await(30, TimeUnit.SECONDS)).isTrue();

        server.stop();

        assertThat(never.getCount()).isEqualTo(1);
    }
}
