package io.countersign.sandbox.signing;

import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.Refusal;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A request for a user action token: a challenge identifier and one or two factors.
 *
 * @param challengeIdentifier the identifier
 * @param first the first factor
 * @param second the second factor, if there is one
 */
record Redemption(String challengeIdentifier, Assertion first, Option<Assertion> second) {

    static Either<Refusal, Redemption> read(JsonMembers body, CredentialPolicy policy) {
        String challengeIdentifier = body.nonEmptyText("challengeIdentifier");
        Option<Assertion> first = body.object("firstFactor").flatMap(factor -> assertion(factor, policy));
        Option<Assertion> second = body.optionalObject("secondFactor").flatMap(factor -> assertion(factor, policy));
        first.flatMap(one -> second.filter(one::isBySameCredentialAs)).forEach(same ->
                body.faulty("secondFactor", "must be by another credential than the first factor"));
        return body.ifFaultless(() -> new Redemption(challengeIdentifier, first.get(), second));
    }

    private static Option<Assertion> assertion(JsonMembers factor, CredentialPolicy policy) {
        String kind = factor.nonEmptyText("kind");
        if (!policy.accepts(kind)) {
            if (!kind.isEmpty()) {
                factor.faulty("kind",
                        "is not supported by this sandbox, which verifies: " + policy.acceptedKinds());
            }
            return Option.none();
        }
        return Option.of(AssertionFormat.BY_KIND.get(kind)).flatMap(format -> format.read(factor));
    }
}
