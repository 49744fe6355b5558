package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.adapters.http.webauthn.WebAuthnJson;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RegistrationRequest;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.credential.Octets;

/** Attestation objects of browsers and phones, as CBOR. */
final class Registrations implements FuzzedParser.Parser {

    private static final RegistrationRequest REQUEST = new RegistrationRequest(Challenge.ofOrThrow(AChallenge.TEXT),
            new RelyingParty("example.com", "Example"), new RegistrationRequest.User("us-1", "zoe", "Zoë"));
    private static final String CLIENT_DATA = Octets.of(
            ("{\"type\":\"webauthn.create\",\"challenge\":\"Yw\",\"origin\":\"" + AChallenge.ORIGIN + "\"}")
                    .getBytes(UTF_8)).base64Url();

    private final WebAuthnJson webAuthn = WebAuthnJson.builder().buildOrThrow();

    @Override
    public boolean accepts(byte[] input) {
        var answer = webAuthn.registration("""
                {"type": "public-key", "id": "AAAA", "response": {
                 "clientDataJSON": "%s", "attestationObject": "%s"}}""".formatted(
                CLIENT_DATA, Octets.of(input).base64Url()), REQUEST, AChallenge.ORIGIN);
        answer.peekLeft(Checks::inOneLine).peek(passkey -> {
            Checks.holds(passkey.id().base64Url().equals("AAAA"), "only the passkey that is named is taken");
            Checks.holds(passkey.attestationObject().equals(Octets.of(input)), "the object is kept as it is");
            Checks.holds(passkey.publicKey().length() > 0, "a passkey has a key");
        });
        return answer.isRight();
    }
}
