package io.countersign.fuzz;

import io.countersign.adapters.http.webauthn.WebAuthnJson;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

/** Client data of a browser, in an answer that is otherwise correct. */
final class ClientDataOfBrowsers implements FuzzedParser.Parser {

    /** Flags UP and UV, and nothing else. */
    private static final String AUTHENTICATOR_DATA = "A".repeat(43) + "FAAAAAA";

    private final WebAuthnJson webAuthn = WebAuthnJson.builder().buildOrThrow();

    @Override
    public boolean accepts(byte[] input) {
        Octets clientData = Octets.of(input);
        Either<Seq<Violation>, Fido2Assertion> answer = webAuthn.assertion("""
                {"type": "public-key", "id": "AAAA", "rawId": "AAAA", "response": {
                 "clientDataJSON": "%s", "authenticatorData": "%s", "signature": "AAAA"}}""".formatted(
                clientData.base64Url(), AUTHENTICATOR_DATA), AChallenge.request());
        answer.peek(assertion -> Checks.holds(assertion.clientData().json().equals(clientData),
                "client data is kept to the byte"));
        return WebAuthnAnswers.isAssertion(answer);
    }
}
