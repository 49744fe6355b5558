package io.countersign.contracts.http;

import io.countersign.contracts.server.ReceivedRequest;
import io.countersign.contracts.server.Script;
import io.countersign.contracts.server.ScriptedServer;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.Secrets;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.credential.PasswordAssertion;
import io.countersign.domain.credential.PasswordProtectedKeyAssertion;
import io.countersign.domain.credential.TotpAssertion;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import io.countersign.ports.failure.ApiFailure.NotSent;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import static io.countersign.contracts.support.WireSamples.fido2Assertion;
import static io.countersign.contracts.support.WireSamples.keyAssertion;
import static io.countersign.contracts.support.WireSamples.octets;
import static io.countersign.contracts.support.WireSamples.signed;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests how a transport sends a signed challenge and reads the token. Part of {@link UserActionTransportContract}. */
@SuppressWarnings("deprecation") // the kinds that the API deprecates are still handed in
public interface RedemptionExchangeContract extends TransportAccess {

    /** Returns the start of the {@code credentialAssertion} JSON for {@link WireSamples#keyAssertion}. */
    private static String keyOnTheWire(String credId) {
        return "{\"credId\": \"" + credId + "\", \"signature\": \"--__AQ\", "
                + "\"clientData\": \"eyJ0eXBlIjoia2V5LmdldCIsImNoYWxsZW5nZSI6InNpZ24gbWUifQ\"";
    }

    private ReceivedRequest requestFor(SignedChallenge challenge) {
        try (ScriptedServer server = ScriptedServer.playing(Script.json("{\"userAction\": \"t\"}"));
                AdapterInUse<UserActionTransport> inUse = AdapterInUse.ofTransport(this, ApiAccess.to(server))) {
            Outcome.success(() -> inUse.adapter().redeem(challenge));
            return server.onlyRequest();
        }
    }

    private void assertHandedIn(CredentialAssertion first, String firstFactor) {
        assertThat(requestFor(signed(first)).json()).isEqualTo(ReceivedRequest.json(
                "{\"challengeIdentifier\": \"session.jwt\", \"firstFactor\": " + firstFactor + "}"));
    }

    private ApiFailure failureOf(Script script, SignedChallenge challenge) {
        try (ScriptedServer server = ScriptedServer.playing(script);
                AdapterInUse<UserActionTransport> inUse = AdapterInUse.ofTransport(this, ApiAccess.to(server))) {
            ApiFailure failure = Outcome.failure(() -> inUse.adapter().redeem(challenge));
            assertThat(failure.exchange()).isEqualTo(Exchange.REDEMPTION);
            return failure;
        }
    }

    private MalformedAnswer malformed(String answer) {
        ApiFailure failure = failureOf(Script.json(answer), signed(keyAssertion(Option.none())));
        assertThat(failure).isInstanceOf(MalformedAnswer.class);
        MalformedAnswer malformed = (MalformedAnswer) failure;
        assertThat(malformed.httpStatus()).isEqualTo(200);
        assertThat(malformed.violations()).as("violations").isNotEmpty();
        return malformed;
    }

    @Test
    default void a_signed_challenge_is_handed_in_without_what_is_absent() {
        ReceivedRequest request = requestFor(signed(keyAssertion(Option.none())));

        assertThat(request.requestLine()).isEqualTo("POST /auth/action");
        assertThat(request.header("Content-Type")).startsWith("application/json");
        assertThat(request.json()).isEqualTo(ReceivedRequest.json("{\"challengeIdentifier\": \"session.jwt\", "
                + "\"firstFactor\": {\"kind\": \"Key\", \"credentialAssertion\": " + keyOnTheWire("cr-key-1") + "}}}"));
    }

    @Test
    default void a_session_with_a_long_name_is_handed_in_whole() {
        String identifier = "session." + "j".repeat(2_000);
        SignedChallenge challenge = WireSamples.domainChallenge(identifier).signedBy(keyAssertion(Option.none())).get();

        assertThat(requestFor(challenge).json().path("challengeIdentifier").textValue()).isEqualTo(identifier);
    }

    @Test
    default void the_algorithm_is_handed_in_if_it_is_named() {
        assertHandedIn(keyAssertion(Option.some("ES256")), "{\"kind\": \"Key\", \"credentialAssertion\": "
                + keyOnTheWire("cr-key-1") + ", \"algorithm\": \"ES256\"}}");
    }

    @Test
    default void a_password_protected_key_is_handed_in_as_one() {
        KeyAssertion key = keyAssertion(Option.none());

        assertHandedIn(new PasswordProtectedKeyAssertion(
                        WireSamples.PROTECTED_KEY, key.clientData(), key.signature(), Option.none()),
                "{\"kind\": \"PasswordProtectedKey\", \"credentialAssertion\": " + keyOnTheWire("cr-protected-1")
                        + "}}");
    }

    private static String fido2OnTheWire(String userHandle) {
        return "{\"kind\": \"Fido2\", \"credentialAssertion\": {\"credId\": \"c2VjcmV0IQ==\", \"clientData\": \""
                + fido2Assertion(Option.none()).clientData().json().base64Url()
                + "\", \"authenticatorData\": \"--__Ag\", \"signature\": \"--__Aw\"" + userHandle + "}}";
    }

    @Test
    default void a_passkey_is_handed_in_under_the_name_that_the_api_gave_it() {
        assertHandedIn(fido2Assertion(Option.none()), fido2OnTheWire(""));
    }

    @Test
    default void a_user_handle_is_handed_in_if_there_is_one() {
        assertHandedIn(fido2Assertion(Option.some(octets(0xFB, 0xEF, 0xFF, 4))),
                fido2OnTheWire(", \"userHandle\": \"--__BA\""));
    }

    @Test
    default void a_password_is_handed_in_as_it_is() {
        assertHandedIn(new PasswordAssertion("pässword \"1\""),
                "{\"kind\": \"Password\", \"password\": \"pässword \\\"1\\\"\"}");
    }

    @Test
    default void a_second_factor_is_handed_in_beside_the_first() {
        assertThat(requestFor(signed(keyAssertion(Option.none()), new TotpAssertion("012345"))).json())
                .isEqualTo(ReceivedRequest.json("{\"challengeIdentifier\": \"session.jwt\", "
                        + "\"firstFactor\": {\"kind\": \"Key\", \"credentialAssertion\": " + keyOnTheWire("cr-key-1")
                        + "}}, \"secondFactor\": {\"kind\": \"Totp\", \"otpCode\": \"012345\"}}"));
    }

    @Test
    default void the_token_is_taken_as_it_is() {
        String token = "!\\\"#$%&'()*+,-./0:;<=>?@A[\\\\]^_`a{|}~";
        try (ScriptedServer server = ScriptedServer.playing(
                Script.json("{\"userAction\": \"" + token + "\", \"somethingNew\": 1}"));
                AdapterInUse<UserActionTransport> inUse = AdapterInUse.ofTransport(this, ApiAccess.to(server))) {
            assertThat(Outcome.success(() -> inUse.adapter()
                    .redeem(signed(keyAssertion(Option.none())))).value())
                    .isEqualTo("!\"#$%&'()*+,-./0:;<=>?@A[\\]^_`a{|}~");
        }
    }

    @Test
    default void a_token_that_can_be_none_is_malformed() {
        Cases.forEach(List.of("null", "17", "true", "[\"t\"]", "{}", "\"\"", "\"a b\"", "\"ü\"",
            "\"line\\r\\nX-Other: 1\""), token -> {
            malformed("{\"userAction\": " + token + "}");
        });
        malformed("{\"useraction\": \"t\"}");
    }

    @Test
    default void what_is_wrong_with_a_token_is_said_without_the_token() {
        MalformedAnswer failure = malformed("{\"userAction\": \"token-secret\\r\\nX-Other: 1\"}");

        Secrets.of("token-secret").assertHiddenIn(failure, failure.message());
    }

    @Test
    default void an_assertion_that_breaks_the_apis_rules_is_not_sent() {
        KeyAssertion unsigned = new KeyAssertion(
                WireSamples.KEY, ClientData.keyGet("sign me"), Octets.of(new byte[0]), Option.none());
        try (ScriptedServer server = ScriptedServer.playing(Script.json("{\"userAction\": \"t\"}"));
                AdapterInUse<UserActionTransport> inUse = AdapterInUse.ofTransport(this, ApiAccess.to(server))) {
            NotSent failure = Outcome.failure(NotSent.class,
                    () -> inUse.adapter().redeem(signed(unsigned)));

            assertThat(failure.exchange()).isEqualTo(Exchange.REDEMPTION);
            assertThat(failure.message()).as("which field is wrong").contains("signature");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    default void what_was_handed_in_and_comes_back_is_not_shown() {
        String answer = "{\"error\": {\"message\": \"session.jwt, password-secret or otp-secret is wrong\", "
                + "\"details\": [\"session.jwt\", \"password-secret\", \"otp-secret\"]}}";

        ApiFailure failure = failureOf(Script.answer(400, answer),
                signed(new PasswordAssertion("password-secret"), new TotpAssertion("otp-secret")));

        Secrets.of("session.jwt", "password-secret", "otp-secret").assertHiddenIn(failure, failure.message());
    }
}
