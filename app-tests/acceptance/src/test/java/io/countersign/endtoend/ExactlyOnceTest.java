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
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.vavr.control.Either;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Performs ten thousand actions against an API where one exchange in twenty fails; half of the actions are idempotent
 * by their {@code externalId}. Each is carried out exactly once or ends as a truthful failure, and none is carried out
 * twice.
 */
@Order(1)
class ExactlyOnceTest {

    private static final int ACTIONS = 10_000 * Integer.getInteger("countersign.soak", 1);
    private static final int THREADS = 8;

    @Test
    void every_action_is_made_exactly_once_or_fails_and_none_is_made_twice() throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try (var sandbox = Sandbox.configure().faultSeed(4).faults(
                        FaultKind.TOO_MANY_REQUESTS.withProbability(0.0005),
                        FaultKind.TOO_MANY_REQUESTS_BARE.withProbability(0.0055),
                        FaultKind.SERVICE_UNAVAILABLE.withProbability(0.006),
                        FaultKind.HTML.withProbability(0.004),
                        FaultKind.FORBIDDEN.withProbability(0.004),
                        FaultKind.RESET.withProbability(0.006),
                        FaultKind.RESET_AFTER.withProbability(0.006),
                        FaultKind.TRUNCATE.withProbability(0.005),
                        FaultKind.GARBAGE.withProbability(0.004),
                        FaultKind.GATEWAY_TIMEOUT_AFTER.withProbability(0.004),
                        FaultKind.SLOW.withProbability(0.004).lasting(Duration.ofMillis(20)),
                        FaultKind.STALL_AFTER.withProbability(0.001)).start();
                var connection = ApiConnection.open(ConnectionSettings
                        .builder(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken)
                        .callTimeout(Duration.ofSeconds(3)).buildOrThrow())) {
            var actions = actions(sandbox, connection);

            List<CompletableFuture<Either<UserActionFailure, ApiAnswer>>> outcomes = new ArrayList<>();
            for (int number = 0; number < ACTIONS; number++) {
                UserAction action = action(number);
                outcomes.add(CompletableFuture.supplyAsync(() -> actions.perform(action), threads));
            }

            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).join();
            Map<String, Long> executed = executions(sandbox);
            int failed = 0;
            int made = 0;
            for (int number = 0; number < ACTIONS; number++) {
                long times = executed.getOrDefault(action(number).payload().text(), 0L);
                Either<UserActionFailure, ApiAnswer> outcome = outcomes.get(number).join();
                assertThat(times).as("%d: %s", number, outcome).isLessThanOrEqualTo(1);
                if (outcome.isRight()) {
                    made++;
                    assertThat(times).as("%d was answered", number).isOne();
                } else {
                    failed++;
                    if (!outcome.getLeft().mayHaveTakenEffect()) {
                        assertThat(times).as("%d: %s", number, outcome.getLeft().message()).isZero();
                    }
                }
            }
            assertThat(made + failed).isEqualTo(ACTIONS);
            assertThat(executed.values().stream().mapToLong(Long::longValue).sum())
                    .isBetween((long) made, (long) ACTIONS);
            assertThat(failed).as("something did go wrong for good").isPositive();
            assertThat(made).as("repeating helped").isGreaterThan(ACTIONS * 9 / 10);
            assertThat(injected(sandbox)).as("one exchange in twenty").isBetween(ACTIONS * 3 / 25, ACTIONS / 5);
        } finally {
            threads.shutdownNow();
        }
    }

    private static ExecutingUserActions actions(Sandbox sandbox, ApiConnection connection) {
        var key = sandbox.serviceAccount().key(KeyAlgorithm.EDDSA);
        var policy = RetryPolicy.builder(4).initialInterval(Duration.ofMillis(1)).maxInterval(Duration.ofMillis(5))
                .buildOrThrow();
        return Retrying.by(policy).decorate(UserActions
                .using(RetrofitTransport.over(connection), CredentialSigner.key(CredentialId.of(key.credId()).get(),
                        JcaSigningKey.fromPem(key.privateKeyPem().toCharArray()).get()))
                .executedBy(HttpActionExecutor.over(connection)));
    }

    private static UserAction action(int number) {
        var action = UserAction.of("POST", "/wallets", "{\"network\":\"EthereumSepolia\","
                + (number % 2 == 0 ? "\"externalId\":\"order-" + number + "\"" : "\"name\":\"w-" + number + "\"")
                + "}").get();
        return number % 2 == 0 ? action.markedIdempotent() : action;
    }

    private static Map<String, Long> executions(Sandbox sandbox) {
        return sandbox.executedCalls("POST", "/wallets").stream()
                .collect(Collectors.groupingBy(ExecutedCall::body, Collectors.counting()));
    }

    private static int injected(Sandbox sandbox) {
        return Arrays.stream(FaultKind.values()).flatMapToInt(kind -> Arrays.stream(Exchange.values())
                .mapToInt(exchange -> sandbox.injectedFaults(kind, exchange))).sum();
    }
}
