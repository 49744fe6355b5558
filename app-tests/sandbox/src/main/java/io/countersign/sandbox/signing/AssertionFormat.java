package io.countersign.sandbox.signing;

import io.countersign.sandbox.http.JsonMembers;
import io.vavr.control.Option;

import java.util.Map;

/**
 * Parses assertions of one kind of credential. To support another kind, add it to {@link #BY_KIND} and to {@link
 * CredentialPolicy}, which decides when it is accepted.
 */
@FunctionalInterface
interface AssertionFormat {

    /** The kinds that a sandbox can verify, by the API's name. */
    Map<String, AssertionFormat> BY_KIND = Map.of(
            "Key", factor -> signature(factor).map(members -> KeyAssertion.read("Key", members)),
            "PasswordProtectedKey", factor ->
                    signature(factor).map(members -> KeyAssertion.read("PasswordProtectedKey", members)),
            "Fido2", factor -> signature(factor).map(PasskeyAssertion::read),
            "Password", factor -> Option.some(SharedSecretAssertion.password(factor)),
            "Totp", factor -> Option.some(SharedSecretAssertion.oneTimePassword(factor)));

    /** Parses the assertion in a factor. Violations are recorded there. */
    Option<Assertion> read(JsonMembers factor);

    private static Option<JsonMembers> signature(JsonMembers factor) {
        return factor.object("credentialAssertion");
    }
}
