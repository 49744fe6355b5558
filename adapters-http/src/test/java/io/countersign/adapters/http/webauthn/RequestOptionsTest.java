package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialId;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

class RequestOptionsTest {

    private final WebAuthnJson webAuthn = WebAuthnJson.builder().buildOrThrow();

    private JsonNode options(AssertionRequest request) throws Exception {
        return new ObjectMapper().readTree(webAuthn.requestOptions(request).get());
    }

    @Test
    void a_request_has_the_form_that_browsers_parse() {
        var passkey = new Passkey(CredentialId.of(Passkeys.API_ID).get(), List.of("internal", "hybrid"));
        var request = new AssertionRequest(Passkeys.REQUEST.challenge(), Passkeys.REQUEST.rp(), List.of(passkey),
                UserVerification.PREFERRED);

        assertThat(webAuthn.requestOptions(request)).containsOnRight(
                "{\"challenge\":\"TVRwa09XSTJ-Y2hhbGxlbmdl\",\"timeout\":60000,\"rpId\":\"example.com\","
                        + "\"allowCredentials\":[{\"type\":\"public-key\",\"id\":\"-_8q-7wBAgM\","
                        + "\"transports\":[\"internal\",\"hybrid\"]}],\"userVerification\":\"preferred\"}");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_absent_is_left_out(UserVerification verification) throws Exception {
        for (var rp : List.of(Option.<RelyingParty>none(), Option.some(new RelyingParty("", "Example")))) {
            JsonNode options = options(new AssertionRequest(
                    Passkeys.REQUEST.challenge(), rp, Passkeys.REQUEST.allowed(), verification));

            assertThat(options.fieldNames()).toIterable()
                    .containsExactly("challenge", "timeout", "allowCredentials", "userVerification");
            assertThat(options.at("/allowCredentials/0").fieldNames()).toIterable().containsExactly("type", "id");
            assertThat(options.at("/userVerification").textValue())
                    .isEqualTo(verification.name().toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-_8q-7wBAgM, -_8q-7wBAgM",   // base64url
        "-_8q-7wBAgM=, -_8q-7wBAgM",  // padded
        "+/8q+7wBAgM=, -_8q-7wBAgM",  // base64
        "+/8q+7wBAgM, -_8q-7wBAgM",   // unpadded
        "AQID, AQID", "AA, AA"})
    void ids_are_offered_as_base64url_of_their_bytes(String id, String offered) throws Exception {
        assertThat(options(Passkeys.requestTo(id)).at("/allowCredentials/0/id").textValue()).isEqualTo(offered);
    }

    @Test
    void ids_that_cannot_be_bytes_are_left_out_and_others_are_offered_once() throws Exception {
        var request = Passkeys.requestTo("cr-6b5bc.4f6pk", "+_8=", "A", "AQ=", "AQID", "Ä", "====", "A".repeat(1366),
                "AQ==", "AQ", "A".repeat(1364));

        assertThat(options(request).findValuesAsText("id")).containsExactly("AQID", "AQ", "A".repeat(1364));
    }

    @Test
    void a_request_that_no_browser_could_answer_is_refused() {
        for (var request : List.of(Passkeys.requestTo(), Passkeys.requestTo("cr-6b5bc.4f6pk", "*"))) {
            assertThat(webAuthn.requestOptions(request).getLeft().map(Violation::field))
                    .containsExactly("allowCredentials");
        }
    }

    @Test
    void every_challenge_is_offered_as_its_utf_8_bytes_and_every_id_as_its_own() throws Exception {
        for (int seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            byte[] id = new byte[1 + random.nextInt(64)];
            random.nextBytes(id);
            String spelled = (random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder()).encodeToString(id);
            String challenge = PendingUserActions.any(seed).challenge().challenge().value();
            var request = new AssertionRequest(PendingUserActions.any(seed).challenge().challenge(), Option.none(),
                    Passkeys.requestTo(spelled).allowed(), UserVerification.REQUIRED);

            JsonNode options = options(request);

            assertThat(Base64.getUrlDecoder().decode(options.get("challenge").textValue())).as("seed %d", seed)
                    .isEqualTo(challenge.getBytes(StandardCharsets.UTF_8));
            assertThat(options.at("/allowCredentials/0/id").textValue()).as("seed %d", seed)
                    .isEqualTo(Passkeys.base64Url(id));
        }
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1000", "PT5M, 300000", "PT1H, 3600000"})
    void the_time_to_sign_can_be_chosen(Duration time, long milliseconds) throws Exception {
        String options = WebAuthnJson.builder().timeout(time).buildOrThrow().requestOptions(Passkeys.REQUEST).get();

        assertThat(new ObjectMapper().readTree(options).get("timeout").longValue()).isEqualTo(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT1H0.001S", "PT2562047788015H"})
    void a_time_to_sign_out_of_range_is_refused(Duration time) {
        assertThat(WebAuthnJson.builder().timeout(time).build().getError().map(Violation::field))
                .containsExactly("timeout");
    }
}
