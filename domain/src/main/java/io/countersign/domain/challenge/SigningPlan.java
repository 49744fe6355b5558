package io.countersign.domain.challenge;

import io.countersign.domain.Violation;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The credentials that sign a challenge, in their order. Made by {@link UserActionChallenge#planFor}, so the challenge
 * accepts them. Immutable, equal by content.
 */
public final class SigningPlan {

    private final Credential first;
    private final Option<Credential> second;

    SigningPlan(Credential first, Option<Credential> second) {
        this.first = Objects.requireNonNull(first, "first");
        this.second = Objects.requireNonNull(second, "second");
    }

    /** Returns the credential that signs as the first factor. */
    public Credential first() {
        return first;
    }

    /** Returns the credential that signs as the second factor, if one is required. */
    public Option<Credential> second() {
        return second;
    }

    /** Returns a violation for each factor that another credential signed than was planned. */
    Seq<Violation> objectionsTo(CredentialAssertion firstFactor, Option<CredentialAssertion> secondFactor) {
        Option<Violation> anotherFirst = Option.when(!first.matches(firstFactor.credential()),
                () -> new Violation("firstFactor", "must be signed by " + first + " as planned"));
        Option<Violation> anotherSecond = secondFactor
                .filter(assertion -> !second.exists(planned -> planned.matches(assertion.credential())))
                .map(assertion -> new Violation("secondFactor", "must be "
                        + second.map(planned -> "signed by " + planned).getOrElse("left out") + " as planned"));
        return List.of(anotherFirst, anotherSecond).flatMap(objection -> objection);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningPlan that && first.equals(that.first) && second.equals(that.second);
    }

    @Override
    public int hashCode() {
        return Objects.hash(first, second);
    }

    @Override
    public String toString() {
        return "SigningPlan[" + first + second.map(credential -> ", then " + credential).getOrElse("") + "]";
    }
}
