package io.countersign.contracts.http;

import io.countersign.contracts.server.ReceivedRequest;
import io.countersign.contracts.server.Script;
import io.countersign.contracts.server.ScriptedServer;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.Secrets;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ServerKind;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import static io.countersign.contracts.support.WireSamples.action;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how a transport requests and reads a challenge. Part of {@link UserActionTransportContract}. */
public interface ChallengeExchangeContract extends TransportAccess {

    private ReceivedRequest requestFor(UserAction action) {
        try (ScriptedServer server = ScriptedServer.playing(Script.json(WireSamples.CHALLENGE));
                AdapterInUse<UserActionTransport> inUse = AdapterInUse.ofTransport(this, ApiAccess.to(server))) {
            Outcome.success(() -> inUse.adapter().requestChallenge(action));
            return server.onlyRequest();
        }
    }

    private UserActionChallenge challengeIn(String answer) {
        try (ScriptedServer server = ScriptedServer.playing(Script.json(answer));
                AdapterInUse<UserActionTransport> inUse = AdapterInUse.ofTransport(this, ApiAccess.to(server))) {
            return Outcome.success(() -> inUse.adapter().requestChallenge(action()));
        }
    }

    private MalformedAnswer malformed(String answer) {
        try (ScriptedServer server = ScriptedServer.playing(Script.json(answer));
                AdapterInUse<UserActionTransport> inUse = AdapterInUse.ofTransport(this, ApiAccess.to(server))) {
            MalformedAnswer failure = Outcome.failure(MalformedAnswer.class,
                    () -> inUse.adapter().requestChallenge(action()));
            assertThat(failure.exchange()).isEqualTo(Exchange.CHALLENGE);
            assertThat(failure.httpStatus()).isEqualTo(200);
            assertThat(failure.violations()).as("violations").isNotEmpty();
            return failure;
        }
    }

    private static String described(String method, String path, String payload, String serverKind) {
        return "{\"userActionHttpMethod\": \"" + method + "\", \"userActionHttpPath\": \"" + path
                + "\", \"userActionPayload\": \"" + payload + "\", \"userActionServerKind\": \"" + serverKind + "\"}";
    }

    @Test
    default void a_challenge_is_asked_for_with_the_description_of_the_call() {
        ReceivedRequest request = requestFor(action());

        assertThat(request.requestLine()).isEqualTo("POST /auth/action/init");
        assertThat(request.header("Content-Type")).startsWith("application/json");
        assertThat(request.json()).isEqualTo(ReceivedRequest.json(
                described("POST", "/wallets", "{\\\"network\\\":\\\"EthereumSepolia\\\"}", "Api")));
    }

    @Test
    default void the_query_is_no_part_of_the_description() {
        assertThat(requestFor(action("PUT", "/wallets/wa-1?force=true", "{}")).json())
                .isEqualTo(ReceivedRequest.json(described("PUT", "/wallets/wa-1", "{}", "Api")));
    }

    @Test
    default void a_call_without_a_body_is_described_with_an_empty_one() {
        assertThat(requestFor(action("DELETE", "/wallets/wa-1", "")).json())
                .isEqualTo(ReceivedRequest.json(described("DELETE", "/wallets/wa-1", "", "Api")));
    }

    @Test
    default void the_server_kind_is_named() {
        assertThat(requestFor(action("POST", "/staff", "{}").withServerKind(ServerKind.STAFF)).json())
                .isEqualTo(ReceivedRequest.json(described("POST", "/staff", "{}", "Staff")));
    }

    @Test
    default void a_body_is_described_character_by_character() {
        String body = " {\"a\" :1,\r\n\t\"b\":\"\\u00e9 é 🦜 \\\\ \\/ / </script> \u2028 \u0000 \u007f ﷽\"} \n";

        assertThat(requestFor(action("POST", "/notes", body)).json().path("userActionPayload").textValue())
                .isEqualTo(body);
    }

    @Test
    default void a_body_of_a_mebibyte_is_described_to_its_last_character() {
        String body = "{\"note\":\"" + "é".repeat(1 << 20) + "\"}";

        String described = requestFor(action("POST", "/notes", body)).json().path("userActionPayload").textValue();

        assertThat(described.equals(body)).as("the body of %d characters, described with %d",
                body.length(), described.length()).isTrue();
    }

    @Test
    default void every_field_of_a_challenge_is_read() {
        UserActionChallenge challenge = challengeIn(WireSamples.CHALLENGE);

        assertThat(challenge.challenge().value()).isEqualTo("MTpkOWI2");
        assertThat(challenge.challengeIdentifier().value()).isEqualTo("eyJ0eXAiOiJKV1QifQ.e30.c2ln");
        assertThat(challenge.supportedCredentialKinds().head())
                .isEqualTo(new SupportedCredential(CredentialKind.KEY, CredentialFactor.EITHER, false));
        assertThat(challenge.userVerification()).isEqualTo(UserVerification.REQUIRED);
        assertThat(challenge.attestation()).isEqualTo(Attestation.DIRECT);
        assertThat(challenge.allowCredentials()).isEqualTo(WireSamples.allowed(List.of("usb")));
        assertThat(challenge.externalAuthenticationUrl().value()).isEqualTo("https://api.example/sign?code=url-secret");
        assertThat(challenge.rp().map(RelyingParty::id)).isEqualTo(Option.some("example.com"));
    }

    @Test
    default void answers_are_read_as_utf_8() {
        assertThat(challengeIn(WireSamples.CHALLENGE).rp().map(RelyingParty::name))
                .isEqualTo(Option.some("Bücher 🦜"));
    }

    @Test
    default void kinds_and_factors_that_are_not_known_are_kept() {
        assertThat(challengeIn(WireSamples.CHALLENGE).supportedCredentialKinds().last()).isEqualTo(
                new SupportedCredential(new CredentialKind("Hologram"), new CredentialFactor("fourth"), true));
    }

    @Test
    default void a_challenge_may_do_without_what_is_optional() {
        UserActionChallenge challenge = challengeIn(WireSamples.challenge("c"));

        assertThat(challenge.rp()).isEqualTo(Option.none());
        assertThat(challenge.allowCredentials()).isEqualTo(AllowedCredentials.NONE);
        assertThat(challenge.supportedCredentialKinds()).isEmpty();
    }

    @Test
    default void what_is_optional_may_be_null() {
        UserActionChallenge challenge = challengeIn("""
                {"challenge": "c", "challengeIdentifier": "i", "supportedCredentialKinds": [], "rp": null,
                 "userVerification": "preferred", "attestation": "indirect", "externalAuthenticationUrl": "",
                 "allowCredentials": {"key": null, "webauthn": null, "passwordProtectedKey": null}}""");

        assertThat(challenge.rp()).isEqualTo(Option.none());
        assertThat(challenge.allowCredentials()).isEqualTo(AllowedCredentials.NONE);
    }

    @Test
    default void transports_may_be_one_or_a_list_or_missing() {
        String one = "\"transports\": \"usb\"";
        assertThat(challengeIn(WireSamples.CHALLENGE.replace(one, "\"transports\": [\"usb\", \"nfc\"]"))
                .allowCredentials().webauthn().head().transports()).isEqualTo(List.of("usb", "nfc"));
        assertThat(challengeIn(WireSamples.CHALLENGE.replace(", " + one, ""))
                .allowCredentials().webauthn().head().transports()).isEmpty();
    }

    @Test
    default void a_challenge_without_a_required_field_is_malformed_and_the_field_is_named() {
        Cases.forEach(List.of("challenge", "challengeIdentifier", "supportedCredentialKinds", "userVerification",
                "attestation", "allowCredentials", "externalAuthenticationUrl"), field -> {
            assertThat(malformed(WireSamples.CHALLENGE.replace("\"" + field + "\":", "\"another\":"))
                    .violations().map(Violation::field)).as("the fields that are wrong").contains(field);
        });
    }

    @Test
    default void a_challenge_with_a_value_that_is_not_allowed_is_malformed() {
        for (String[] change : new String[][] {
            {"\"userVerification\": \"required\"", "\"userVerification\": \"perhaps\""},
            {"\"attestation\": \"direct\"", "\"attestation\": \"DIRECT\""},
            {"\"challenge\": \"MTpkOWI2\"", "\"challenge\": \"\""},
            {"\"id\": \"cr-key-1\"", "\"id\": \"\""},
            {"\"type\": \"public-key\", \"id\": \"cr-key-1\"", "\"type\": \"private-key\", \"id\": \"cr-key-1\""},
            {"\"requiresSecondFactor\": false", "\"requiresSecondFactor\": null"},
            {"\"key\": [{", "\"key\": [null, {"},
            {"\"name\": \"Bücher 🦜\"", "\"nome\": \"Bücher\""}}) {
            Cases.named(change[1], () -> malformed(changed(change[0], change[1])));
        }
    }

    @Test
    default void a_value_of_another_type_is_not_made_to_fit() {
        for (String[] change : new String[][] {
            {"\"requiresSecondFactor\": false", "\"requiresSecondFactor\": \"false\""},
            {"\"requiresSecondFactor\": false", "\"requiresSecondFactor\": 0"},
            {"\"challenge\": \"MTpkOWI2\"", "\"challenge\": 17"},
            {"\"attestation\": \"direct\"", "\"attestation\": 2"},
            {"\"id\": \"cr-key-1\"", "\"id\": true"},
            {"\"kind\": \"Key\"", "\"kind\": [\"Key\"]"},
            {"\"transports\": \"usb\"", "\"transports\": {\"usb\": true}"}}) {
            Cases.named(change[1], () -> malformed(changed(change[0], change[1])));
        }
    }

    private static String changed(String right, String wrong) {
        String changed = WireSamples.CHALLENGE.replace(right, wrong);
        assertThat(changed).isNotEqualTo(WireSamples.CHALLENGE);
        return changed;
    }

    @Test
    default void what_is_wrong_with_a_challenge_is_said_without_its_secrets() {
        MalformedAnswer failure = malformed(changed("\"attestation\": \"direct\"", "\"attestation\": \"url-secret\""));

        Secrets.of("url-secret", "encrypted-secret", "eyJ0eXAiOiJKV1QifQ.e30.c2ln")
                .assertHiddenIn(failure, failure.message());
    }
}
