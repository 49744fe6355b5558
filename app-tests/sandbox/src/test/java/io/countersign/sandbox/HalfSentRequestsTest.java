package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.sandbox.fixture.RawCall;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.Faults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends more incomplete requests than a server has threads. */
class HalfSentRequestsTest {

    private static final int MANY = 260;
    /** Shorter than the server's own limit for incomplete requests. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"/auth/action/init", "/auth/action", "/wallets"})
    void leave_the_others_alone(String path) throws IOException {
        List<RawCall> halfSent = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.start()) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            for (int count = 0; count < MANY; count++) {
                halfSent.add(RawCall.send(caller, "POST", path, "{", "", 1_000));
            }

            assertThat(TestCaller.send(caller.request("/wallets").timeout(PATIENCE)).status()).isEqualTo(200);
        } finally {
            for (RawCall call : halfSent) {
                call.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "stall", "html"})
    void leave_the_others_alone_where_exchanges_go_wrong(String fault) throws IOException {
        List<RawCall> halfSent = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.configure()
                .faults(Faults.of(fault + "@challenge:1").get()).start()) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            for (int count = 0; count < MANY; count++) {
                halfSent.add(RawCall.send(caller, "POST", "/auth/action/init", "{", "", 1_000));
            }

            assertThat(TestCaller.send(caller.request("/wallets").timeout(PATIENCE)).status()).isEqualTo(200);
        } finally {
            for (RawCall call : halfSent) {
                call.close();
            }
        }
    }
}
