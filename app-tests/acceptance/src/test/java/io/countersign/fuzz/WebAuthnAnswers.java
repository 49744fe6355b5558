package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.adapters.http.webauthn.WebAuthnJson;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.credential.Fido2Assertion;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Answers of browsers and phones, as JSON. */
final class WebAuthnAnswers implements FuzzedParser.Parser {

    private final WebAuthnJson webAuthn = WebAuthnJson.builder().buildOrThrow();

    @Override
    public boolean accepts(byte[] input) {
        return isAssertion(webAuthn.assertion(new String(input, UTF_8), AChallenge.request()));
    }

    static boolean isAssertion(Either<Seq<Violation>, Fido2Assertion> answer) {
        Either<Seq<Violation>, SignedChallenge> completed = answer.flatMap(assertion -> AChallenge.pending()
                .completedBy(assertion, Option.none(), List.of(AChallenge.ORIGIN)).toEither());
        completed.peekLeft(violations -> Checks.inOneLine(violations));
        answer.filterOrElse(any -> completed.isRight(), any -> List.empty()).peek(assertion -> {
            Checks.holds(assertion.credId().value().equals("AAAA"), "only an allowed passkey is taken");
            Checks.holds(assertion.answers(AChallenge.TEXT), "only an answer to this challenge is taken");
            Checks.holds(assertion.clientData().origin().contains(AChallenge.ORIGIN), "only from an allowed origin");
        });
        return completed.isRight();
    }
}
