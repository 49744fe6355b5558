package io.countersign.adapters.http;

import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

class ConnectionSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.dfns.io, https://api.dfns.io/",
        "https://api.dfns.io/, https://api.dfns.io/",
        "https://gateway.example/dfns, https://gateway.example/dfns/",
        "https://gateway.example/dfns/, https://gateway.example/dfns/",
        "http://localhost:8080, http://localhost:8080/",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/",
        "http://127.8.9.10, http://127.8.9.10/",
        "http://[::1]:8080, http://[::1]:8080/"})
    void https_anywhere_and_http_on_loopback_are_fine_with_or_without_a_trailing_slash(String given, String used) {
        assertThat(ConnectionSettings.builder(given, () -> "t").buildOrThrow().baseUrl()).hasToString(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.dfns.io", "http://10.0.0.1", "http://localhost.example.com",
        "http://127.0.0.1.example.com", "http://[2001:db8::1]", "http://0.0.0.0", "http://127.0.0.256",
        "http://127.0.0.01", "http://127.1", "http://2130706433"})
    void http_is_refused_everywhere_else(String url) {
        assertThat(ConnectionSettings.builder(url, () -> "t").build().getError())
                .containsExactly(new Violation("baseUrl", "must be https; http is for loopback addresses only"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api.dfns.io", "ftp://api.dfns.io", "https://", "https://user:pw@api.dfns.io",
        "https://api.dfns.io/?a=b", "https://api.dfns.io/#top", "javascript:alert(1)", "https://U+\u022e/"})
    void what_is_no_base_url_is_refused_without_repeating_it(String url) {
        assertThat(ConnectionSettings.builder(url, () -> "t").build().getError()).singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("baseUrl");
                    assertThat(violation.message()).startsWith("must ").doesNotContain("pw");
                });
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        var builder = ConnectionSettings.builder("http://api.dfns.io", () -> "t")
                .connectTimeout(Duration.ZERO).readTimeout(Duration.ofNanos(1)).writeTimeout(Duration.ofSeconds(-1))
                .callTimeout(Duration.ofDays(365)).maxAnswerBytes(0)
                .tls(TlsSettings.builder().trustedCertificates("").certificatePins(""))
                .proxy("no host", 0, "colon:ed", () -> "secret");

        assertThat(builder.build().getError().map(Violation::field)).containsExactly(
                "baseUrl", "connectTimeout", "readTimeout", "writeTimeout", "callTimeout", "maxAnswerBytes",
                "tls.trustedCertificates", "tls.certificatePins", "proxy.host", "proxy.port", "proxy.user");
    }

    @Test
    void invalid_settings_can_be_demanded_and_are_then_thrown_with_all_that_is_wrong() {
        var builder = ConnectionSettings.builder("http://api.dfns.io", () -> "t").maxAnswerBytes(0);

        assertThatThrownBy(builder::buildOrThrow).isInstanceOfSatisfying(InvalidValueException.class, thrown ->
                assertThat(thrown.violations()).isEqualTo(builder.build().getError()));
    }

    @ParameterizedTest
    @CsvSource({"proxy.example.com, 3128", "10.0.0.1, 1", "::1, 65535", "localhost, 8080"})
    void a_proxy_is_a_host_and_a_port(String host, int port) {
        assertThat(ConnectionSettings.builder("https://api.dfns.io", () -> "t").proxy(host, port).build()).isValid();
    }

    @ParameterizedTest
    @CsvSource({"'', 3128, proxy.host", "http://proxy.example.com, 3128, proxy.host", "a b, 3128, proxy.host",
        "proxy.example.com:3128, 3128, proxy.host", "proxy.example.com, 0, proxy.port",
        "proxy.example.com, 65536, proxy.port"})
    void what_is_no_proxy_is_refused(String host, int port, String field) {
        var builder = ConnectionSettings.builder("https://api.dfns.io", () -> "t").proxy(host, port);

        assertThat(builder.build().getError().map(Violation::field)).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "user:password", "line\nbreak"})
    void a_user_that_basic_authentication_cannot_name_is_refused(String user) {
        var builder = ConnectionSettings.builder("https://api.dfns.io", () -> "t")
                .proxy("localhost", 1, user, () -> "secret");

        assertThat(builder.build().getError().map(Violation::field)).containsExactly("proxy.user");
    }

    @Test
    void what_could_come_to_nothing_is_refused_and_not_ignored() {
        var builder = ConnectionSettings.builder("http://localhost", () -> "t").tls(TlsSettings.builder())
                .proxy("localhost", 1);

        assertThat(builder.build().getError()).containsExactly(
                new Violation("tls", "must not be set for an http base URL: it has no effect there"),
                new Violation("proxy", "must not be set for an http base URL: it has no effect there"));
    }

    @Test
    void limits_beyond_all_measure_are_refused_and_not_overflown() {
        var builder = ConnectionSettings.builder("https://api.dfns.io", () -> "t")
                .connectTimeout(ChronoUnit.FOREVER.getDuration()).callTimeout(Duration.ofNanos(1))
                .maxAnswerBytes(Long.MAX_VALUE);

        assertThat(builder.build().getError().map(Violation::field))
                .containsExactly("connectTimeout", "callTimeout", "maxAnswerBytes");
    }

    @ParameterizedTest
    @EnumSource
    void every_region_has_a_valid_base_url(Region region) {
        assertThat(ConnectionSettings.builder(region.baseUrl(), () -> "t").build()).isValid();
    }

    @Test
    void text_forms_show_no_token() {
        var builder = ConnectionSettings.builder("https://api.dfns.io", () -> "secret")
                .proxy("proxy.example.com", 3128, "secret-user", () -> "secret").maxExchanges(100);
        var settings = builder.buildOrThrow();

        try (ApiConnection connection = ApiConnection.open(settings)) {
            assertThat(builder.toString() + settings + connection + connection.client().proxyAuthenticator())
                    .doesNotContain("secret");
        }
        assertThat(settings).hasToString("ConnectionSettings[https://api.dfns.io/, connectTimeout=PT10S, "
                + "readTimeout=PT30S, writeTimeout=PT30S, callTimeout=PT30S, maxAnswerBytes=8388608, "
                + "maxExchanges=100, tls=TlsSettings[1.2 or later], proxy=proxy.example.com:3128]");
    }

    @Test
    void what_is_missing_altogether_is_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> ConnectionSettings.builder(null, () -> "t"));
        assertThatNullPointerException().isThrownBy(() -> ConnectionSettings.builder("https://api.dfns.io", null));
        var builder = ConnectionSettings.builder("https://api.dfns.io", () -> "t");
        assertThatNullPointerException().isThrownBy(() -> builder.connectTimeout(null));
        assertThatNullPointerException().isThrownBy(() -> builder.readTimeout(null));
        assertThatNullPointerException().isThrownBy(() -> builder.writeTimeout(null));
        assertThatNullPointerException().isThrownBy(() -> builder.callTimeout(null));
        assertThatNullPointerException().isThrownBy(() -> builder.tls(null));
        assertThatNullPointerException().isThrownBy(() -> builder.proxy(null, 1));
        assertThatNullPointerException().isThrownBy(() -> builder.proxy("localhost", 1, null, () -> "secret"));
        assertThatNullPointerException().isThrownBy(() -> builder.proxy("localhost", 1, "user", null));
        assertThatNullPointerException().isThrownBy(() -> builder.executor(null));
        assertThatNullPointerException().isThrownBy(() -> builder.buildOrThrow().appliedTo(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.dfns.io", "http://127.0.0.1:8080"})
    void a_client_of_the_application_loses_old_versions_of_tls_for_its_other_calls_as_well(String url) {
        var old = new ConnectionSpec.Builder(ConnectionSpec.COMPATIBLE_TLS)
                .tlsVersions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_1, TlsVersion.TLS_1_0).build();
        var client = new OkHttpClient.Builder().connectionSpecs(List.of(old, ConnectionSpec.CLEARTEXT)).build();

        var applied = ConnectionSettings.builder(url, () -> "t").buildOrThrow().appliedTo(client);

        assertThat(applied.connectionSpecs()).extracting(ConnectionSpec::tlsVersions)
                .containsExactly(List.of(TlsVersion.TLS_1_2), null);
    }
}
