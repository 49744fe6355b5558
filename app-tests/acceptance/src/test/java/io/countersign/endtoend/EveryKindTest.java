package io.countersign.endtoend;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.passkey.SoftwarePasskey;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** Signs with every kind of credential that the API supports, against the sandbox. */
class EveryKindTest {

    /** A kind of credential that signs, with the sandbox's credential of that kind. */
    enum Signing {
        KEY(CredentialKind.KEY, user -> Signers.of(user.key(KeyAlgorithm.ES256K))),
        PASSWORD_PROTECTED_KEY(CredentialKind.PASSWORD_PROTECTED_KEY, user -> Signers.of(user.passwordProtectedKey())),
        FIDO2(CredentialKind.FIDO2, user -> Signers.of(user.passkey()));

        private final CredentialKind kind;
        private final Function<SandboxUser, CredentialSigner> signer;

        Signing(CredentialKind kind, Function<SandboxUser, CredentialSigner> signer) {
            this.kind = kind;
            this.signer = signer;
        }
    }

    private static Either<UserActionFailure, ApiAnswer> perform(Sandbox sandbox, CredentialSigner... signers) {
        try (var connection = Signers.connection(sandbox, sandbox.delegatedUser())) {
            return UserActions.using(RetrofitTransport.over(connection), signers)
                    .executedBy(HttpActionExecutor.over(connection))
                    .perform(Signers.createWallet());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_is_proven_with_every_kind(Signing signing) {
        try (var sandbox = Sandbox.start()) {
            assertThat(perform(sandbox, signing.signer.apply(sandbox.delegatedUser()))).isRight();
            assertThat(sandbox.executedCalls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_is_proven_with_every_kind_beside_every_other(Signing first) {
        for (Signing second : Signing.values()) {
            try (var sandbox = Sandbox.configure().requiringSecondFactor(first.kind).start()) {
                var user = sandbox.delegatedUser();
                var beside = second == Signing.KEY ? Signers.of(user.key(KeyAlgorithm.EDDSA))
                        : second.signer.apply(user);
                if (first == second && first != Signing.KEY) {
                    continue; // the user has one of that kind, and it is never its own second factor
                }

                assertThat(perform(sandbox, first.signer.apply(user), beside)).as("%s and %s", first, second).isRight();
                assertThat(perform(sandbox, first.signer.apply(user)).getLeft()).as("%s alone", first)
                        .returns(UserActionFailure.Kind.NOT_ALLOWED, UserActionFailure::kind);
            }
        }
    }

    @Test
    @SuppressWarnings("deprecation")
    void the_kinds_that_the_api_deprecates_still_prove_a_call() {
        try (var sandbox = Sandbox.configure().acceptingDeprecatedKinds()
                .requiringSecondFactor(CredentialKind.PASSWORD).start()) {
            var user = sandbox.delegatedUser();

            assertThat(perform(sandbox, CredentialSigner.password(user::password),
                    CredentialSigner.totp(user::otpCode)))
                    .isRight();
            assertThat(perform(sandbox, CredentialSigner.password(() -> "wrong"), CredentialSigner.totp(user::otpCode)))
                    .isLeft();
        }
    }

    @Test
    void an_authenticator_that_chooses_for_itself_is_the_second_factor() {
        try (var sandbox = Sandbox.configure().requiringSecondFactor(CredentialKind.KEY)
                .factorOf(CredentialKind.FIDO2, CredentialFactor.SECOND).start()) {
            var user = sandbox.delegatedUser();
            var authenticator = CredentialSigner.fido2(Signers.authenticator(user.passkey()));

            assertThat(perform(sandbox, authenticator, Signers.of(user.key(KeyAlgorithm.RS256)))).isRight();
        }
    }

    @Test
    void a_wrong_password_is_told_as_such_and_nothing_is_sent() {
        try (var sandbox = Sandbox.start()) {
            var key = sandbox.delegatedUser().passwordProtectedKey();
            var signer = CredentialSigner.passwordProtectedKey(
                    Signers.id(key.credId()), Signers.unlocker(key, "wrong"::toCharArray));

            assertThat(perform(sandbox, signer).getLeft().reason()).isInstanceOfSatisfying(Reason.NotSigned.class,
                    failure -> assertThat(failure.failure())
                            .returns(SigningFailure.Kind.WRONG_PASSWORD, SigningFailure::kind));
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_key_that_we_make_and_encrypt_is_registered_and_signs(SignatureScheme scheme) {
        try (var sandbox = Sandbox.start(); var pair = NewKeyPair.generate(scheme).get()) {
            String password = "correct hörse";
            var encrypted = KeyEncryption.authenticated(1_000).encrypt(pair.privateKeyPem(), password.toCharArray())
                    .get();
            var registered = sandbox.registerPasswordProtectedKey(
                    sandbox.delegatedUser(), pair.publicKeyPem(), encrypted.value());
            var signer = CredentialSigner.passwordProtectedKey(
                    Signers.id(registered.credId()), PasswordKeyUnlocker.askingFor(password::toCharArray)
                            .forPublicKey(pair.publicKeyPem()).get());

            assertThat(perform(sandbox, signer)).isRight();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ES256K", mode = EnumSource.Mode.EXCLUDE)
    void a_passkey_that_we_make_is_registered_and_signs_again_and_again(SignatureScheme scheme) {
        try (var sandbox = Sandbox.start()) {
            var known = sandbox.delegatedUser().passkey();
            var builder = SoftwarePasskey.builder(known.rpId(), known.origin())
                    .userHandle(Octets.of(new byte[] {1, 2, 3}));
            try (var passkey = builder.key(JcaSigningKey.generate(scheme).get()).buildOrThrow()) {
                sandbox.registerPasskey(sandbox.delegatedUser(), passkey.webAuthnId().toByteArray(),
                        passkey.publicKeyCose().toByteArray(), new byte[] {1, 2, 3});
                var signer = CredentialSigner.fido2(SoftwareAuthenticator.holding(passkey));

                assertThat(perform(sandbox, signer)).isRight();
                assertThat(perform(sandbox, signer)).isRight();
            }
        }
    }
}
