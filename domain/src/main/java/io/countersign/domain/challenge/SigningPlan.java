package io.countersign.domain.challenge;

import io.countersign.domain.credential.Credential;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * Who signs a challenge. It comes from {@link UserActionChallenge#planFor}, so it is one that the challenge accepts.
 * Immutable, equal by content.
 */
public final class SigningPlan {

    private final Credential first;
    private final Option<Credential> second;

    SigningPlan(Credential first, Option<Credential> second) {
        this.first = Objects.requireNonNull(first, "first");
        this.second = Objects.requireNonNull(second, "second");
    }

    /** The credential that signs as the first factor. */
    public Credential first() {
        return first;
    }

    /** The credential that signs as the second factor, if one is due. */
    public Option<Credential> second() {
        return second;
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
