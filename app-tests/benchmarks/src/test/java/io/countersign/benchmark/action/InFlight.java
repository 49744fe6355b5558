package io.countersign.benchmark.action;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.outbound.CredentialSigner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** Keeps thousands of actions in flight on virtual threads, and prints what became of them. */
final class InFlight {

    private InFlight() {
    }

    /**
     * Runs the actions.
     *
     * @param arguments the base URL of an API that waits before each answer, the file with the key, and the number of
     *         actions
     */
    public static void main(String[] arguments) throws Exception {
        int number = Integer.parseInt(arguments[2]);
        JcaSigningKey key = JcaSigningKey.fromPem(Files.readString(Path.of(arguments[1])).toCharArray()).get();
        Executor threads = StubApi.threads();
        ApiConnection connection = ApiConnection.open(ConnectionSettings
                .builder(arguments[0], () -> Messages.BEARER_TOKEN)
                .connectTimeout(Duration.ofSeconds(60)).callTimeout(Duration.ofSeconds(120)).buildOrThrow());
        ExecutingUserActions actions =
                connection.signedBy(CredentialSigner.key(CredentialId.ofOrThrow("cr-1"), key));
        Map<String, Integer> outcomes = new TreeMap<>();
        CountDownLatch left = new CountDownLatch(number);
        long began = System.nanoTime();
        for (int action = 0; action < number; action++) {
            String body = "{\"network\":\"EthereumSepolia\",\"externalId\":\"" + action + "\"}";
            threads.execute(() -> {
                String outcome;
                try {
                    outcome = actions.perform(UserAction.of("POST", "/wallets", body).get())
                            .fold(failure -> failure.getClass().getSimpleName(), answer -> "done");
                } catch (Throwable thrown) {
                    outcome = thrown.getClass().getSimpleName();
                }
                synchronized (outcomes) {
                    outcomes.merge(outcome, 1, Integer::sum);
                }
                left.countDown();
            });
        }
        left.await();
        System.out.printf("%s in %.1f s%n", outcomes, (System.nanoTime() - began) / 1e9);
        System.exit(0);
    }
}
