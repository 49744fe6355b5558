package io.countersign.domain.credential;

import io.vavr.collection.Set;
import io.vavr.control.Option;

import java.util.Objects;
import java.util.function.Function;

/**
 * An assertion: the answer of one credential to a challenge, as {@code POST /auth/action} takes it. One type for each
 * kind of credential; immutable.
 */
@SuppressWarnings("deprecation") // the kinds that the API deprecates are still kinds
public sealed interface CredentialAssertion
        permits KeyAssertion, PasswordProtectedKeyAssertion, Fido2Assertion, PasswordAssertion, TotpAssertion {

    /** Returns the credential that made this assertion. */
    Credential credential();

    /**
     * Returns true if this assertion was made for a given challenge. Passwords repeat no challenge: true for any.
     *
     * @param challenge the challenge's text
     */
    boolean answers(String challenge);

    /**
     * Returns true if this assertion may have been made at one of the given origins, compared character by character. A
     * passkey must name one of them, outside of any frame of another origin; a key must name no other; a password names
     * none.
     *
     * @param origins origins as browsers write them ({@code https://app.example.com}); empty for any
     */
    default boolean isFromOneOf(Set<String> origins) {
        return objectionToOrigin(origins).isEmpty();
    }

    /**
     * Returns why this assertion cannot have been made at one of the given origins, or none if it can.
     *
     * @param origins as for {@link #isFromOneOf}
     * @return an objection that names the frame if that is what is wrong, and else the allowed origins
     */
    default Option<String> objectionToOrigin(Set<String> origins) {
        Objects.requireNonNull(origins, "origins");
        return Option.none();
    }

    /** Applies the function for this assertion's kind, so that a caller has to deal with every kind. */
    default <T> T fold(
            Function<? super KeyAssertion, ? extends T> key,
            Function<? super PasswordProtectedKeyAssertion, ? extends T> passwordProtectedKey,
            Function<? super Fido2Assertion, ? extends T> fido2,
            Function<? super PasswordAssertion, ? extends T> password,
            Function<? super TotpAssertion, ? extends T> totp) {
        if (this instanceof KeyAssertion assertion) {
            return key.apply(assertion);
        } else if (this instanceof PasswordProtectedKeyAssertion assertion) {
            return passwordProtectedKey.apply(assertion);
        } else if (this instanceof Fido2Assertion assertion) {
            return fido2.apply(assertion);
        } else if (this instanceof PasswordAssertion assertion) {
            return password.apply(assertion);
        }
        return totp.apply((TotpAssertion) this);
    }
}
