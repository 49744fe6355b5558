package io.countersign.endtoend;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.SealKey;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.adapters.http.webauthn.WebAuthnJson;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.SealedUserActions;
import io.countersign.ports.inbound.UserActionException;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing in the flow shows a secret in its text form. Every secret of the sandbox contains {@code -secret-} or is a
 * PEM, so the search needs no list.
 */
@SuppressWarnings("deprecation")
class SecretsTest {

    private static final String SEAL_KEY = "seal-secret-0123456789abcdef-key";

    private final java.util.List<Object> seen = new ArrayList<>();

    private <T> T see(T value) {
        seen.add(value);
        return value;
    }

    @Test
    void no_text_form_of_anything_in_the_flow_shows_a_secret() {
        try (var sandbox = Sandbox.configure().acceptingDeprecatedKinds().start();
                var connection = see(Signers.connection(sandbox, sandbox.serviceAccount()))) {
            var user = see(sandbox.serviceAccount());
            see(sandbox);
            user.credentials().forEach(this::see);
            var transport = see(RetrofitTransport.over(connection));
            var executor = see(HttpActionExecutor.over(connection));
            var delegated = see(DelegatedUserActions.using(transport));
            var sealKey = see(SealKey.of("kid", SEAL_KEY.getBytes(StandardCharsets.US_ASCII)).get());
            var sealed = see(SealedUserActions.using(see(new JsonPendingUserActions()),
                    see(JweSeal.builder(List.of(sealKey)).buildOrThrow())));
            var signers = List.of(
                    see(Signers.of(user.key(KeyAlgorithm.ES256))),
                    see(Signers.of(user.passwordProtectedKey())),
                    see(Signers.of(user.passkey())),
                    see(CredentialSigner.password(user::password)));
            see(Signers.authenticator(user.passkey())).passkeys().forEach(this::see);
            see(JcaSigningKey.fromPem(user.key(KeyAlgorithm.RS256).privateKeyPem().toCharArray()).get());
            see(Signers.unlocker(
                    user.passwordProtectedKey(), () -> user.passwordProtectedKey().password().toCharArray()));
            List.of(SignatureScheme.values()).forEach(scheme -> see(NewKeyPair.generate(scheme).get()));
            see(WebAuthnJson.builder().buildOrThrow());

            for (CredentialSigner signer : signers) {
                PendingUserAction pending = see(delegated.begin(see(Signers.createWallet())).get());
                seeInside(pending);
                see(sealed.open(see(sealed.seal(pending, "us-1")).get(), "us-1"));
                CredentialAssertion assertion = see(signer.sign(pending.challenge()).get());
                SignedChallenge signed = see(pending.challenge().signedBy(assertion).get());
                UserActionToken token = see(transport.redeem(signed).get());
                AuthorizedAction authorized = see(pending.authorizedBy(token));
                see(executor.execute(authorized));
                see(executor.execute(authorized)); // refused: the token is used up
                see(transport.redeem(signed));     // refused: so is the challenge
            }
            seeFailures(sandbox, transport, sealed);
        }

        assertThat(seen).hasSizeGreaterThan(80);
        assertThat(seen).allSatisfy(value -> assertThat(value.toString())
                .doesNotContain("-secret-", "PRIVATE KEY", "MIIE", "MIIG", "MIIJ", "MHcC", "MIGH", "MC4C",
                        "cskey.", SEAL_KEY,
                                Base64.getEncoder().encodeToString(SEAL_KEY.getBytes(StandardCharsets.US_ASCII))));
    }

    private void seeInside(PendingUserAction pending) {
        see(pending.challenge());
        see(pending.challenge().challengeIdentifier());
        see(pending.challenge().externalAuthenticationUrl());
        see(pending.challenge().allowCredentials());
        see(pending.challenge().assertionRequest());
        see(pending.action().payload());
    }

    private void seeFailures(Sandbox sandbox, RetrofitTransport transport, SealedUserActions sealed) {
        var user = sandbox.serviceAccount();
        var ppk = Signers.id(user.passwordProtectedKey().credId());
        var key = Signers.id(user.key(KeyAlgorithm.ES256).credId());
        List<CredentialSigner> failing = List.of(
                CredentialSigner.passwordProtectedKey(ppk, Signers.unlocker(user.passwordProtectedKey(),
                        () -> "wrong-secret-password".toCharArray())),
                CredentialSigner.passwordProtectedKey(ppk, Signers.unlocker(user.passwordProtectedKey(), () -> {
                    throw new IllegalStateException("a-secret-in-an-exception");
                })),
                CredentialSigner.key(key, message -> {
                    throw new IllegalStateException("a-secret-in-an-exception");
                }),
                CredentialSigner.key(key, JcaSigningKey.fromPem(
                        sandbox.delegatedUser().key(KeyAlgorithm.ES256).privateKeyPem().toCharArray()).get()),
                CredentialSigner.password(() -> "wrong-secret-password"));
        for (CredentialSigner signer : failing) {
            seeFailure(UserActions.using(transport, see(signer)).authorize(Signers.createWallet()));
        }
        see(JcaSigningKey.fromPem("-----BEGIN PRIVATE KEY-----\nMIIE-secret-\n".toCharArray()));
        see(sealed.open("not-a-secret-seal", "us-1"));
        see(CredentialKind.KEY);
    }

    /** Records a failure, and the exception that a caller may make of it, with its stack trace. */
    private void seeFailure(Either<UserActionFailure, ?> outcome) {
        UserActionFailure failure = see(outcome.getLeft());
        see(failure.message());
        var trace = new StringWriter();
        see(new UserActionException(failure)).printStackTrace(new PrintWriter(trace));
        see(trace.toString());
    }
}
