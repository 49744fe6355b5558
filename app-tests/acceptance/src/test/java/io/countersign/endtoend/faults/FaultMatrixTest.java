package io.countersign.endtoend.faults;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActionException;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.vavr.control.Either;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests every fault in every exchange: the failure is the right one and comes in time, the real call arrives at most
 * once, no secret appears, and no thread or connection is left. Writes the outcomes as a table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTest {

    static final String BEARER = "bearer-s3cr3t";
    private static final List<Exchange> EXCHANGES =
            List.of(Exchange.CHALLENGE, Exchange.REDEMPTION, Exchange.EXECUTION);
    /** The time limit of an exchange that is waited through. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);
    /** The additional time that a busy machine may need. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Map<Fault, Map<Exchange, String>> matrix = new ConcurrentSkipListMap<>();
    private final CapturedLogs logs = new CapturedLogs();

    /** Loads the classes that a malformed answer needs: on a busy machine that takes longer than the time limit. */
    @BeforeAll
    void receiveAMalformedAnswer() throws Exception {
        try (var api = new FaultyApi(Exchange.CHALLENGE, Fault.FIELD_MISSING)) {
            OkHttpClient client = client(api);
            try (var connection = ApiConnection.over(client,
                    ConnectionSettings.builder(api.baseUrl(), () -> BEARER).buildOrThrow())) {
                connection.signedBy(signer()).perform(UserAction.of("POST", "/wallets", "{}").get());
            }
            release(client);
        }
    }

    static Stream<Arguments> everyFaultInEveryExchange() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> EXCHANGES.stream().map(exchange -> arguments(fault, exchange)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyFaultInEveryExchange")
    void a_fault_ends_as_the_right_failure_in_time_and_leaves_nothing_behind(Fault fault, Exchange exchange)
            throws Exception {
        var ended = new FutureTask<>(() -> strike(fault, exchange));
        new Thread(new ThreadGroup(fault + " in " + exchange), ended).start();
        ended.get();
    }

    /** Runs in a thread group of its own, so that the threads left behind are not those of other tests. */
    private Void strike(Fault fault, Exchange exchange) throws Exception {
        List<StepEnded> events = new CopyOnWriteArrayList<>();
        Either<UserActionFailure, ApiAnswer> outcome;
        Duration took;
        try (var api = new FaultyApi(exchange, fault)) {
            long begun = System.nanoTime();
            var client = client(api);
            try (var connection = ApiConnection.over(client, settings(api, exchange))) {
                outcome = UserActions.using(RetrofitTransport.over(connection), events::add, signer())
                        .executedBy(HttpActionExecutor.over(connection))
                        .perform(UserAction.of("POST", "/wallets", "{\"name\":\"payload-s3cr3t\"}").get());
            }
            took = Duration.ofNanos(System.nanoTime() - begun);
            matrix.computeIfAbsent(fault, any -> new ConcurrentHashMap<>()).put(exchange, Told.of(outcome));

            assertThat(Told.of(outcome)).isIn(fault.expectedIn(exchange));
            assertThat(took).isLessThan(ANSWER_WITHIN.plus(SLACK));
            assertThat(api.realCalls()).as("the real call arrived").isLessThanOrEqualTo(
                    exchange == Exchange.EXECUTION && !fault.strikesBeforeTheRequest() ? 1 : 0);
            assertThat(everythingSaidOf(outcome, events)).doesNotContain("s3cr3t");
            assertThat(eventually(() -> client.connectionPool().connectionCount()
                    == client.connectionPool().idleConnectionCount())).as("no connection is in use").isTrue();
            release(client);
            assertThat(eventually(() -> !api.isHeldOnTo())).as("every connection was given up").isTrue();
        }
        assertThat(eventually(() -> threadsOfOurs().isEmpty())).as("threads left behind: %s", threadsOfOurs()).isTrue();
        return null;
    }

    private static OkHttpClient client(FaultyApi api) {
        Dns names = name -> {
            if (api.goesWrongNext() && api.fault() == Fault.NAME_UNKNOWN) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        return new OkHttpClient.Builder().dns(names)
                .sslSocketFactory(FaultyApi.CLIENT.sslSocketFactory(), FaultyApi.CLIENT.trustManager()).build();
    }

    /** Gives an exchange that is to end by itself all the time that it may take, on a busy machine. */
    private static ConnectionSettings settings(FaultyApi api, Exchange exchange) {
        boolean timesOut = api.fault().expectedIn(exchange).stream().anyMatch(told -> told.startsWith("TimedOut"));
        return ConnectionSettings.builder(api.baseUrl(), () -> BEARER)
                .connectTimeout(Duration.ofSeconds(5))
                .callTimeout(timesOut ? ANSWER_WITHIN : ANSWER_WITHIN.plus(SLACK))
                .maxAnswerBytes(1 << 20).buildOrThrow();
    }

    private static CredentialSigner signer() {
        return CredentialSigner.key(CredentialId.of("cr-1").get(), message -> Either.right(new byte[] {1, 2, 3}));
    }

    private String everythingSaidOf(Either<UserActionFailure, ApiAnswer> outcome, List<StepEnded> events) {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        out.println(outcome);
        outcome.peekLeft(failure -> {
            out.println(failure.message());
            new UserActionException(failure).printStackTrace(out);
        });
        out.println(events);
        out.println(logs.text());
        return said.toString();
    }

    private static void release(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** Ignores OkHttp's watchdog and task runner, which all clients of a JVM share and which end when idle. */
    private static List<String> threadsOfOurs() {
        Thread current = Thread.currentThread();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread != current && thread.isAlive()
                        && thread.getThreadGroup() == current.getThreadGroup())
                .map(Thread::getName)
                .filter(name -> !name.matches("Okio Watchdog|OkHttp TaskRunner.*|.*ForkJoinPool.*|Common-Cleaner"))
                .toList();
    }

    private static boolean eventually(java.util.function.BooleanSupplier condition) {
        long until = System.nanoTime() + SLACK.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
        }
        return condition.getAsBoolean();
    }

    @AfterAll
    void print() throws Exception {
        logs.close();
        var table = new StringBuilder("| fault | ").append(String.join(" | ", EXCHANGES.stream()
                .map(Exchange::name).toList())).append(" |\n| --- | --- | --- | --- |\n");
        matrix.forEach((fault, outcomes) -> table.append("| ").append(fault).append(" | ")
                .append(String.join(" | ", EXCHANGES.stream().map(exchange -> outcomes.get(exchange)).toList()))
                .append(" |\n"));
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("fault-matrix.md"), table);
        System.out.println(table);
    }
}
