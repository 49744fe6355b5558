package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Either;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.Socket;

class ApiConnectionTest {

    private static final CredentialSigner SIGNER =
            CredentialSigner.key(Settings.KEY, message -> Either.right(new byte[] {1, 2, 3}));

    private TlsServer server;
    private ApiConnection connection;

    @BeforeEach
    void start() throws Exception {
        server = TlsServer.showing(LOCALHOST);
        connection = ApiConnection.open(
                server.settings().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY))).buildOrThrow());
    }

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    @Test
    void signed_by_a_signer_it_proves_and_makes_a_call() {
        var outcome = connection.signedBy(SIGNER).perform(Settings.anAction());

        assertThat(outcome.map(ApiAnswer::body)).containsOnRight("{}");
        assertThat(server.requests()).map(request -> request.getUrl().encodedPath())
                .containsExactly("/auth/action/init", "/auth/action", "/wallets");
        assertThat(server.requests().get(2).getHeaders().get("X-DFNS-USERACTION")).isEqualTo("token-1");
    }

    @Test
    void with_another_bearer_token_every_exchange_carries_that_token_over_the_same_connection() {
        assertThat(Exchanging.READING.over(connection)).isRight();
        assertThat(connection.withBearerToken(() -> "token-of-alice").signedBy(SIGNER).perform(Settings.anAction()))
                .isRight();
        assertThat(Exchanging.READING.over(connection)).isRight();

        String own = "Bearer " + Settings.BEARER;
        String ofAlice = "Bearer token-of-alice";
        assertThat(server.requests()).map(request -> request.getHeaders().get("Authorization"))
                .containsExactly(own, ofAlice, ofAlice, ofAlice, own);
        assertThat(server.requests()).map(RecordedRequest::getConnectionIndex).containsOnly(0);
    }

    @Test
    void closing_a_connection_with_another_bearer_token_closes_no_other() {
        ApiConnection ofAlice = connection.withBearerToken(() -> "token-of-alice");
        ofAlice.close();

        assertThat(Exchanging.READING.over(connection)).isRight();
    }

    @Test
    void a_connection_with_another_bearer_token_is_closed_with_the_first() {
        ApiConnection ofAlice = connection.withBearerToken(() -> "token-of-alice");
        connection.close();

        assertThat(Exchanging.READING.over(ofAlice).getLeft()).isInstanceOf(ApiFailure.NotSent.class);
    }

    @Test
    void its_own_client_sends_small_segments_at_once() throws Exception {
        try (Socket socket = connection.client().socketFactory().createSocket()) {
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void missing_arguments_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> connection.withBearerToken(null));
        assertThatNullPointerException().isThrownBy(() -> connection.signedBy((CredentialSigner[]) null));
    }
}
