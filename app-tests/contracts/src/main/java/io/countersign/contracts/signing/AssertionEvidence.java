package io.countersign.contracts.signing;

import io.countersign.contracts.support.VerifyingKey;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.credential.PasswordAssertion;
import io.countersign.domain.credential.PasswordProtectedKeyAssertion;
import io.countersign.domain.credential.TotpAssertion;

import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Verifies an assertion as the API would, and fails the test if it is not valid. */
@FunctionalInterface
interface AssertionEvidence {

    void assertGood(CredentialAssertion assertion, UserActionChallenge challenge);

    static AssertionEvidence ofKey(VerifyingKey publicKey) {
        return (assertion, challenge) -> {
            KeyAssertion key = ofType(KeyAssertion.class, assertion);
            assertSigned(publicKey, key.clientData(), key.signature(), challenge);
        };
    }

    static AssertionEvidence ofPasswordProtectedKey(VerifyingKey publicKey) {
        return (assertion, challenge) -> {
            PasswordProtectedKeyAssertion key = ofType(PasswordProtectedKeyAssertion.class, assertion);
            assertSigned(publicKey, key.clientData(), key.signature(), challenge);
        };
    }

    static AssertionEvidence ofPasskey(PasskeyUnderTest passkey) {
        return (assertion, challenge) -> {
            PasskeyEvidence evidence = new PasskeyEvidence(passkey, ofType(Fido2Assertion.class, assertion));
            evidence.assertAnswers(challenge.assertionRequest());
            evidence.assertSigned();
            evidence.assertNamesTheRelyingParty();
        };
    }

    @SuppressWarnings("deprecation") // the kinds that the API deprecates are still handed in
    static AssertionEvidence ofPassword(String before, Supplier<String> after) {
        return (assertion, challenge) -> {
            String handedIn = assertion instanceof TotpAssertion totp
                    ? totp.otpCode()
                    : ofType(PasswordAssertion.class, assertion).password();
            assertThat(handedIn.equals(before) || handedIn.equals(after.get()))
                    .as("the password that is handed in is the right one").isTrue();
        };
    }

    private static <T extends CredentialAssertion> T ofType(Class<T> type, CredentialAssertion assertion) {
        assertThat(assertion).isInstanceOf(type);
        return type.cast(assertion);
    }

    private static void assertSigned(
            VerifyingKey publicKey, ClientData clientData, Octets signature, UserActionChallenge challenge) {
        assertThat(clientData.type()).as("the client data's type").isEqualTo(ClientData.KEY_GET);
        assertThat(clientData.challenge()).as("the client data's challenge").isEqualTo(challenge.challenge().value());
        SignedMessage.assertVerifies(publicKey, clientData.json().toByteArray(), signature.toByteArray());
        assertThat(publicKey.encodingFault(signature.toByteArray())).isEmpty();
    }
}
