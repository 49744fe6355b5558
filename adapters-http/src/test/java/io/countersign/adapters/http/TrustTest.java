package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.OTHER_AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.HeldCertificates;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import okhttp3.CertificatePinner;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** Which servers a connection talks to, and which it does not. */
class TrustTest {

    @ParameterizedTest
    @EnumSource
    void a_server_of_an_unknown_authority_is_refused(Exchanging exchanging) throws Exception {
        assertRefused(exchanging, LOCALHOST, TlsSettings.builder(), "unable to find valid certification path");
    }

    @ParameterizedTest
    @EnumSource
    void a_server_of_a_trusted_authority_is_talked_to(Exchanging exchanging) throws Exception {
        assertTalkedTo(exchanging, LOCALHOST, TlsSettings.builder().trustedCertificates(pem(AUTHORITY)));
    }

    static Stream<TlsSettings.Builder> everyWayToTrustAnAuthority() throws Exception {
        return Stream.of(
                TlsSettings.builder()
                        .trustedCertificates("an authority of ours\n" + pem(AUTHORITY) + "\n" + pem(OTHER_AUTHORITY)),
                TlsSettings.builder().trustedCertificates(AUTHORITY.certificate().getEncoded()),
                TlsSettings.builder().trustedCertificates(pem(AUTHORITY).getBytes()),
                TlsSettings.builder().trustedCertificates(HeldCertificates.storeTrusting(OTHER_AUTHORITY, AUTHORITY)),
                TlsSettings.builder().trustedCertificates(pem(OTHER_AUTHORITY)).trustedCertificates(pem(AUTHORITY)),
                TlsSettings.builder().trustedCertificates(pem(AUTHORITY)).platformTrustedCertificates(),
                TlsSettings.builder().platformTrustedCertificates().trustedCertificates(pem(AUTHORITY)),
                TlsSettings.builder().trustedCertificates(pem(LOCALHOST)));
    }

    @ParameterizedTest
    @MethodSource("everyWayToTrustAnAuthority")
    void trust_may_come_as_text_as_a_file_or_as_a_key_store_and_adds_up(TlsSettings.Builder trusting) throws Exception {
        assertTalkedTo(Exchanging.READING, LOCALHOST, trusting);
    }

    @Test
    void trusting_another_authority_does_not_help() throws Exception {
        assertRefused(Exchanging.READING, LOCALHOST, TlsSettings.builder().trustedCertificates(pem(OTHER_AUTHORITY)),
                "unable to find valid certification path");
    }

    @ParameterizedTest
    @EnumSource
    void a_certificate_for_another_host_is_refused(Exchanging exchanging) throws Exception {
        HeldCertificate elsewhere = HeldCertificates.signedBy(AUTHORITY)
                .addSubjectAlternativeName("elsewhere.example").build();

        assertRefused(exchanging, elsewhere, TlsSettings.builder().trustedCertificates(pem(AUTHORITY)),
                "localhost not verified");
    }

    @ParameterizedTest
    @EnumSource
    void an_expired_certificate_is_refused(Exchanging exchanging) throws Exception {
        assertRefused(exchanging, HeldCertificates.expired(), TlsSettings.builder().trustedCertificates(pem(AUTHORITY)),
                "validity check failed");
    }

    @ParameterizedTest
    @EnumSource
    void a_server_with_none_of_the_pinned_keys_is_refused(Exchanging exchanging) throws Exception {
        TlsSettings.Builder pinning = TlsSettings.builder().trustedCertificates(pem(AUTHORITY))
                .certificatePins(pin(OTHER_AUTHORITY));

        assertRefused(exchanging, LOCALHOST, pinning, "Certificate pinning failure");
    }

    @Test
    void a_server_with_one_of_the_pinned_keys_is_talked_to_be_it_its_own_or_its_authoritys() throws Exception {
        assertTalkedTo(Exchanging.READING, LOCALHOST, TlsSettings.builder().trustedCertificates(pem(AUTHORITY))
                .certificatePins(pin(OTHER_AUTHORITY), pin(LOCALHOST)));
        assertTalkedTo(Exchanging.READING, LOCALHOST, TlsSettings.builder().trustedCertificates(pem(AUTHORITY))
                .certificatePins(pin(OTHER_AUTHORITY)).certificatePins(pin(AUTHORITY)));
    }

    @Test
    void a_pinned_key_does_not_make_up_for_missing_trust() throws Exception {
        assertRefused(Exchanging.READING, LOCALHOST, TlsSettings.builder().certificatePins(pin(LOCALHOST)),
                "unable to find valid certification path");
    }

    private static String pin(HeldCertificate certificate) {
        return CertificatePinner.pin(certificate.certificate());
    }

    private static void assertTalkedTo(Exchanging exchanging, HeldCertificate certificate, TlsSettings.Builder tls)
            throws Exception {
        try (TlsServer server = TlsServer.showing(certificate)) {
            assertThat(exchanging.with(server.settings().tls(tls))).isRight();
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static void assertRefused(
            Exchanging exchanging, HeldCertificate certificate, TlsSettings.Builder tls, String because)
            throws Exception {
        try (TlsServer server = TlsServer.showing(certificate)) {
            ApiFailure failure = exchanging.with(server.settings().tls(tls)).getLeft();

            assertThat(failure).returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
            assertThat(failure.message()).contains(because);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(server.requests()).isEmpty();
        }
    }
}
