package io.countersign.domain.credential;

import io.vavr.collection.Set;

import java.util.Objects;
import java.util.function.Function;

/**
 * One credential's answer to a challenge, as {@code POST /auth/action} takes it. One record a kind; immutable.
 *
 * <p>{@link #fold} makes a caller deal with every kind, now and when another is added.
 */
@SuppressWarnings("deprecation") // the kinds that the API deprecates are still kinds
public sealed interface CredentialAssertion
        permits KeyAssertion, PasswordProtectedKeyAssertion, Fido2Assertion, PasswordAssertion, TotpAssertion {

    /** Whose answer this is. */
    Credential credential();

    /** Whether this was made for the challenge of that text. Passwords name no challenge and so answer any. */
    boolean answers(String challenge);

    /**
     * Whether this was made at one of those origins, compared character by character. A passkey has to say where; a
     * key may, and then it counts; a password cannot, and passes.
     *
     * @param origins as browsers write them ({@code https://app.example.com}); empty means any
     */
    default boolean isFromOneOf(Set<String> origins) {
        Objects.requireNonNull(origins, "origins");
        return true;
    }

    /** What the function for this kind makes of it. */
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
