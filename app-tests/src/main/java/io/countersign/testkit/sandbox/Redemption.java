package io.countersign.testkit.sandbox;

import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What is handed in for a user action token: a challenge's identifier and one or two factors.
 *
 * @param challengeIdentifier the identifier
 * @param first the first factor
 * @param second the second factor, if there is one
 */
record Redemption(String challengeIdentifier, Assertion first, Option<Assertion> second) {

    static Either<Refusal, Redemption> read(JsonMembers body) {
        String challengeIdentifier = body.nonEmptyText("challengeIdentifier");
        Option<Assertion> first = body.object("firstFactor").flatMap(Redemption::assertion);
        Option<Assertion> second = body.optionalObject("secondFactor").flatMap(Redemption::assertion);
        first.flatMap(one -> second.filter(one::isBySameCredentialAs)).forEach(same ->
                body.faulty("secondFactor", "must be by another credential than the first factor"));
        return body.ifFaultless(() -> new Redemption(challengeIdentifier, first.get(), second));
    }

    private static Option<Assertion> assertion(JsonMembers factor) {
        String kind = factor.nonEmptyText("kind");
        AssertionFormat format = AssertionFormat.BY_KIND.get(kind);
        if (format != null) {
            return factor.object("credentialAssertion").map(format::read);
        } else if (!kind.isEmpty()) {
            factor.faulty("kind",
                    "is not supported by this sandbox, which verifies: " + AssertionFormat.supportedKinds());
        }
        return Option.none();
    }
}
