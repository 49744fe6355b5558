package io.countersign.testkit.sandbox;

import io.countersign.domain.credential.CredentialKind;
import io.vavr.Lazy;
import io.vavr.control.Option;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Who is known to the sandbox, and with which credentials. Thread-safe: credentials join, and none ever leaves. */
final class Enrolment {

    private final List<SandboxUser> users;
    private final Map<String, List<EnrolledCredential>> credentialsByUser;

    private Enrolment(List<SandboxUser> users, Map<String, List<EnrolledCredential>> credentialsByUser) {
        this.users = users;
        this.credentialsByUser = credentialsByUser;
    }

    /** The seed: an organisation user, a delegated user and a service account, in this order. */
    static Enrolment seeded() {
        Map<SandboxUser, List<EnrolledCredential>> seed = new LinkedHashMap<>();
        List<String> kinds = List.of("CustomerEmployee", "EndUser", "ServiceAccount");
        for (int index = 0; index < kinds.size(); index++) {
            List<EnrolledCredential> credentials = keys(index);
            SandboxUser user = new SandboxUser(RandomText.named("us-"), kinds.get(index),
                    RandomText.secret("sandbox-auth-secret-"),
                    credentials.stream().map(EnrolledCredential::credential).toList());
            seed.put(user, credentials);
        }
        return new Enrolment(List.copyOf(seed.keySet()), seed.entrySet().stream().collect(Collectors.toUnmodifiableMap(
                entry -> entry.getKey().id(), entry -> new CopyOnWriteArrayList<>(entry.getValue()))));
    }

    // The ids differ in style as they do in the API, so that nobody gets away with decoding or normalising them.
    private static List<EnrolledCredential> keys(int user) {
        return List.of(
                key(KeyAlgorithm.ES256, Base64.getUrlEncoder().withoutPadding().encodeToString(RandomText.bytes(32)),
                        Lazy.of(GeneratedKey::es256)),
                key(KeyAlgorithm.ES256K, Base64.getEncoder().encodeToString(RandomText.bytes(32)),
                        Lazy.of(GeneratedKey::es256k)),
                key(KeyAlgorithm.EDDSA, RandomText.named("cr-sandbox-"), Lazy.of(GeneratedKey::eddsa)),
                key(KeyAlgorithm.RS256, Base64.getUrlEncoder().withoutPadding().encodeToString(RandomText.bytes(20)),
                        RsaKeys.ofUser(user)));
    }

    private static EnrolledCredential key(KeyAlgorithm algorithm, String credId, Lazy<GeneratedKey> key) {
        return new EnrolledCredential(
                SandboxCredential.seeded(CredentialKind.KEY, algorithm, credId, () -> key.get().privateKeyPem()),
                (message, signature) -> key.get().check().accepts(message, signature));
    }

    SandboxUser organisationUser() {
        return users.get(0);
    }

    SandboxUser delegatedUser() {
        return users.get(1);
    }

    SandboxUser serviceAccount() {
        return users.get(2);
    }

    Option<SandboxUser> withAuthToken(String authToken) {
        return Option.ofOptional(users.stream().filter(user -> user.authToken().equals(authToken)).findFirst());
    }

    /** A credential more for that user, good at once. */
    SandboxCredential enrol(SandboxUser user, EnrolledCredential credential) {
        credentialsOf(user).add(credential);
        return credential.credential();
    }

    /** All that this user has by now. */
    List<SandboxCredential> credentials(SandboxUser user) {
        return credentialsOf(user).stream().map(EnrolledCredential::credential).toList();
    }

    Option<EnrolledCredential> credential(SandboxUser user, Assertion assertion) {
        return Option.ofOptional(credentialsOf(user).stream()
                .filter(enrolled -> assertion.isBy(enrolled.credential()))
                .findFirst());
    }

    private List<EnrolledCredential> credentialsOf(SandboxUser user) {
        return Option.of(credentialsByUser.get(user.id()))
                .getOrElseThrow(() -> new IllegalArgumentException(user.id() + " is no user of this sandbox"));
    }
}
