package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.resilience.FakeTime;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.metrics.MicrometerListener;
import io.countersign.adapters.http.resilience.Protections;
import io.countersign.adapters.http.resilience.RetryPolicy;
import io.countersign.adapters.http.resilience.Retrying;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vavr.control.Either;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything put together over HTTP: what retrying, protections and metrics make of a server's answers. */
class ResilientHttpTest {

    private final MockWebServer server = new MockWebServer();
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final List<MockResponse> refusals = new CopyOnWriteArrayList<>();
    private final FakeTime time = new FakeTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private ApiConnection connection;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String path = request.getUrl().encodedPath();
                arrived.add(path);
                String refused = path + " refused";
                return refusals.stream().filter(refusal -> refused.equals(refusal.getHeaders().get("X-Of"))).findFirst()
                        .filter(refusals::remove)
                        .orElseGet(() -> new MockResponse.Builder().body(switch (path) {
                            case "/auth/action/init" -> Settings.CHALLENGE_JSON;
                            case "/auth/action" -> "{\"userAction\":\"t\"}";
                            default -> "{\"id\":\"wa-1\"}";
                        }).build());
            }
        });
        server.start();
        connection = ApiConnection.open(Settings.to(server).buildOrThrow());
    }

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    private void refusing(String path, MockResponse.Builder response) {
        refusals.add(response.addHeader("X-Of", path + " refused").build());
    }

    private ExecutingUserActions actions() {
        var metrics = MicrometerListener.of(registry);
        var protections = Protections.defaults();
        return time.applyTo(Retrying.by(RetryPolicy.builder(3).buildOrThrow()).withListener(metrics))
                .decorate(UserActions.using(protections.decorate(RetrofitTransport.over(connection)), metrics,
                                CredentialSigner.key(Settings.KEY, message -> Either.right(new byte[] {1})))
                        .executedBy(protections.decorate(HttpActionExecutor.over(connection))));
    }

    @Test
    void a_server_that_asks_for_a_wait_is_left_alone_that_long_and_asked_again() {
        refusing("/auth/action/init", new MockResponse.Builder().code(429).addHeader("Retry-After", "7"));

        assertThat(actions().perform(Settings.anAction())).isRight();

        assertThat(time.waits).containsExactly(Duration.ofSeconds(7));
        assertThat(arrived).containsExactly("/auth/action/init", "/auth/action/init", "/auth/action", "/wallets");
    }

    @Test
    void a_redemption_without_an_answer_starts_over() {
        refusing("/auth/action", new MockResponse.Builder().code(503));

        assertThat(actions().perform(Settings.anAction())).isRight();

        assertThat(arrived).containsExactly(
                "/auth/action/init", "/auth/action", "/auth/action/init", "/auth/action", "/wallets");
        assertThat(registry.get("countersign.start.over").tags("step", "redemption", "outcome", "server_error")
                .counter().count()).isEqualTo(1);
    }

    @Test
    void a_call_that_the_server_broke_over_arrives_once() {
        refusing("/wallets", new MockResponse.Builder().code(500));

        assertThat(actions().perform(Settings.anAction())).isLeft();

        assertThat(arrived).filteredOn("/wallets"::equals).hasSize(1);
        assertThat(registry.get("countersign.step").tags("step", "execution", "outcome", "server_error")
                .timer().count()).isEqualTo(1);
    }

    @Test
    void an_idempotent_call_that_the_server_broke_over_arrives_again_with_a_proof_of_its_own() {
        refusing("/wallets", new MockResponse.Builder().code(500));

        assertThat(actions().perform(Settings.anAction().markedIdempotent())).isRight();

        assertThat(arrived).containsExactly("/auth/action/init", "/auth/action", "/wallets",
                "/auth/action/init", "/auth/action", "/wallets");
    }
}
