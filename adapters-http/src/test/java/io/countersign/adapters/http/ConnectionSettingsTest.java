package io.countersign.adapters.http;

import io.countersign.domain.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
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
        assertThat(ConnectionSettings.to(given, () -> "t").validated().get().baseUrl()).hasToString(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.dfns.io", "http://10.0.0.1", "http://localhost.example.com",
        "http://127.0.0.1.example.com", "http://[2001:db8::1]", "http://0.0.0.0", "http://127.0.0.256",
        "http://127.0.0.01", "http://127.1", "http://2130706433"})
    void http_is_refused_everywhere_else(String url) {
        assertThat(ConnectionSettings.to(url, () -> "t").validated().getError())
                .containsExactly(new Violation("baseUrl", "must be https; http is for loopback addresses only"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api.dfns.io", "ftp://api.dfns.io", "https://", "https://user:pw@api.dfns.io",
        "https://api.dfns.io/?a=b", "https://api.dfns.io/#top", "javascript:alert(1)", "https://U+\u022e/"})
    void what_is_no_base_url_is_refused_without_repeating_it(String url) {
        assertThat(ConnectionSettings.to(url, () -> "t").validated().getError()).singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("baseUrl");
                    assertThat(violation.message()).startsWith("must ").doesNotContain("pw");
                });
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        var draft = ConnectionSettings.to("http://api.dfns.io", () -> "t")
                .connectWithin(Duration.ZERO).answerWithin(Duration.ofDays(365)).largestAnswerInBytes(0);

        assertThat(draft.validated().getError().map(Violation::field))
                .containsExactly("baseUrl", "connectWithin", "answerWithin", "largestAnswerInBytes");
    }

    @Test
    void limits_beyond_all_measure_are_refused_and_not_overflown() {
        var draft = ConnectionSettings.to("https://api.dfns.io", () -> "t")
                .connectWithin(ChronoUnit.FOREVER.getDuration()).answerWithin(Duration.ofNanos(1))
                .largestAnswerInBytes(Long.MAX_VALUE);

        assertThat(draft.validated().getError().map(Violation::field))
                .containsExactly("connectWithin", "answerWithin", "largestAnswerInBytes");
    }

    @ParameterizedTest
    @EnumSource
    void every_region_has_a_valid_base_url(Region region) {
        assertThat(ConnectionSettings.to(region.baseUrl(), () -> "t").validated()).isValid();
    }

    @Test
    void text_forms_show_no_token() {
        var draft = ConnectionSettings.to("https://api.dfns.io", () -> "secret");

        assertThat(draft.toString() + draft.validated().get() + ApiConnection.open(draft.validated().get()))
                .doesNotContain("secret");
    }

    @Test
    void what_is_missing_altogether_is_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> ConnectionSettings.to(null, () -> "t"));
        assertThatNullPointerException().isThrownBy(() -> ConnectionSettings.to("https://api.dfns.io", null));
    }
}
