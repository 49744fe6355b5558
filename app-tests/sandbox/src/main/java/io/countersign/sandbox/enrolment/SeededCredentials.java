package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.http.Base64Url;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxKey;
import io.countersign.sandbox.model.SandboxPasswordProtectedKey;
import io.vavr.Lazy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Creates the credentials that a user has from the start. Keys are generated when they are first needed. */
final class SeededCredentials {

    private static final List<KeyAlgorithm> PASSKEYS =
            List.of(KeyAlgorithm.ES256, KeyAlgorithm.EDDSA, KeyAlgorithm.RS256);

    private SeededCredentials() {
    }

    // The ids differ in style as they do in the API, so that nobody gets away with decoding or normalising them.
    static List<Enrolled> ofUser(int index, String userId, WebAuthnPolicy webAuthn, int passkeys) {
        return Stream.concat(keysOfUser(index), IntStream.range(0, passkeys).mapToObj(number -> EnrolledPasskey.seeded(
                webAuthn, PASSKEYS.get(number % PASSKEYS.size()), RandomText.bytes(32),
                userId.getBytes(StandardCharsets.UTF_8)))).toList();
    }

    private static Stream<Enrolled> keysOfUser(int index) {
        return Stream.of(
                key(KeyAlgorithm.ES256, Base64Url.of(RandomText.bytes(32)), Lazy.of(GeneratedKey::es256)),
                key(KeyAlgorithm.ES256K, Base64.getEncoder().encodeToString(RandomText.bytes(32)),
                        Lazy.of(GeneratedKey::es256k)),
                key(KeyAlgorithm.EDDSA, RandomText.named("cr-sandbox-"), Lazy.of(GeneratedKey::eddsa)),
                key(KeyAlgorithm.RS256, Base64Url.of(RandomText.bytes(20)), RsaKeys.ofUser(index)),
                passwordProtectedKey(RandomText.named("cr-protected-"), Lazy.of(GeneratedKey::es256)));
    }

    private static EnrolledKey key(KeyAlgorithm algorithm, String credId, Lazy<GeneratedKey> key) {
        return new EnrolledKey(
                SandboxKey.seeded(algorithm, credId, () -> key.get().privateKeyPem()), checkWith(key));
    }

    private static EnrolledKey passwordProtectedKey(String credId, Lazy<GeneratedKey> key) {
        String password = RandomText.secret("sandbox-password-secret-");
        return new EnrolledKey(
                SandboxPasswordProtectedKey.seeded(KeyAlgorithm.ES256, credId, () -> key.get().privateKeyPem(),
                        password, key.map(clear -> EncryptedPkcs8.pem(clear.pkcs8(), password)),
                        key.map(clear -> Pem.of("PUBLIC KEY", clear.publicKey()))),
                checkWith(key));
    }

    private static SignatureCheck checkWith(Lazy<GeneratedKey> key) {
        return (message, signature) -> key.get().check().accepts(message, signature);
    }
}
