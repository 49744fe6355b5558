package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.passkey.Passkeys;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.LockedKeys;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.Seals;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.control.Either;

import java.security.Provider;
import java.time.Clock;

/** All that this module does with providers, done under one policy. As a program, it does so with one that is named. */
final class EveryUse {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final String PASSWORD = "of fourteen bytes and more";

    private EveryUse() {}

    /** Each use by name, and how it ended: {@code done}, or the refusal in words. */
    static Map<String, String> under(ProviderPolicy policy) {
        Map<String, String> uses = LinkedHashMap.empty();
        for (SignatureScheme scheme : SignatureScheme.values()) {
            String pem = Passkeys.pemFor(scheme);
            uses = uses.put("sign " + scheme, end(JcaSigningKey.fromPem(pem.toCharArray(), policy)
                            .mapLeft(KeyRefusal::message)
                            .flatMap(key -> key.sign(MESSAGE).mapLeft(SigningFailure::message))))
                    .put("new key " + scheme,
                            end(NewKeyPair.generate(scheme, policy).mapLeft(KeyRefusal::message)));
        }
        for (var form : List.of(KeyEncryption.pkcs8(1000), KeyEncryption.authenticated(1000))) {
            uses = uses.put("lock " + uses.size(), locked(form, policy));
        }
        return uses.put("passkey", passkey(policy)).put("seal", seal(policy));
    }

    private static String locked(KeyEncryption form, ProviderPolicy policy) {
        return end(form.withProviders(policy).encrypt(Keys.P256.toCharArray(),
                        PASSWORD.toCharArray())
                .mapLeft(KeyRefusal::message)
                .flatMap(text -> LockedKeys.everyForm(PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray, policy))
                        .dangerouslyWithoutPublicKey().unlock(text)
                        .mapLeft(SigningFailure::message)));
    }

    private static String passkey(ProviderPolicy policy) {
        return end(JcaSigningKey.generate(SignatureScheme.ES256, policy).mapLeft(KeyRefusal::message)
                .flatMap(key -> Passkeys.builder().key(key).build().toEither().mapLeft(Violation::describe))
                .flatMap(passkey -> CredentialSigner.fido2(SoftwareAuthenticator.holding(passkey))
                        .sign(Passkeys.challengeFor(passkey.id())).mapLeft(SigningFailure::message)));
    }

    private static String seal(ProviderPolicy policy) {
        return end(JweSeal.builder(List.of(Seals.CURRENT)).lifetime(Seals.LIFETIME).clock(Clock.systemUTC())
                .provider(policy).build().toEither()
                .mapLeft(Violation::describe)
                .flatMap(seal -> seal.seal("text", Seals.PURPOSE, "ada")
                        .flatMap(sealed -> seal.open(sealed, Seals.PURPOSE, "ada"))
                        .mapLeft(SealFailure::message)));
    }

    private static String end(Either<String, ?> outcome) {
        return outcome.fold(message -> message, done -> "done");
    }

    public static void main(String[] arguments) throws Exception {
        Provider provider = (Provider) Class.forName(arguments[0]).getConstructor().newInstance();
        under(ProviderPolicy.only(provider)).forEach((use, outcome) -> System.out.println(use + ": " + outcome));
    }
}
