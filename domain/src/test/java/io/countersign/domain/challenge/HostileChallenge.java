package io.countersign.domain.challenge;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.fixture.Operations;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A challenge of so many credentials, all of one hash code or none, and what each operation of the domain on it takes.
 * Instances are made by a loader that counts, and so are used through types of the JDK alone.
 */
public final class HostileChallenge implements BiFunction<Integer, Long, Map<String, Long>> {

    /** For that loader. */
    public HostileChallenge() {
    }

    @Override
    public Map<String, Long> apply(Integer size, Long seed) {
        var random = new Random(seed);
        boolean colliding = random.nextBoolean();
        Seq<CredentialId> ids = List.range(0, size)
                .map(number -> CredentialId.ofOrThrow(colliding ? colliding(number) : "id-" + number));
        Seq<SupportedCredential> supported = supported(size, random);
        var challenge = new UserActionChallenge(
                Challenge.ofOrThrow("c"), ChallengeIdentifier.ofOrThrow("i"), supported,
                UserVerification.REQUIRED, Attestation.NONE,
                new AllowedCredentials(
                        ids.map(AllowedCredentials.Key::new),
                        ids.map(id -> new AllowedCredentials.Passkey(id, List.of("usb"))),
                        ids.map(id -> new AllowedCredentials.PasswordProtectedKey(id, new EncryptedPrivateKey("e")))),
                new ExternalAuthenticationUrl(""), Option.none());
        return costs(challenge, ids, random);
    }

    private static Seq<SupportedCredential> supported(int size, Random random) {
        List<CredentialKind> kinds = List.of(CredentialKind.FIDO2, CredentialKind.KEY,
                CredentialKind.PASSWORD_PROTECTED_KEY, CredentialKind.PASSWORD, CredentialKind.TOTP);
        return List.fill(random.nextBoolean() ? size : 8, () -> new SupportedCredential(
                random.nextInt(4) == 0
                        ? new CredentialKind(colliding(random.nextInt(size)))
                        : kinds.get(random.nextInt(5)),
                random.nextBoolean() ? CredentialFactor.EITHER : CredentialFactor.SECOND, random.nextBoolean()))
                .append(new SupportedCredential(CredentialKind.FIDO2, CredentialFactor.EITHER, true));
    }

    /** Every number has a text of its own, and all texts have one hash code. */
    private static String colliding(int number) {
        var text = new StringBuilder();
        for (int bit = 0; bit < 12; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private static Map<String, Long> costs(UserActionChallenge challenge, Seq<CredentialId> ids, Random random) {
        CredentialId last = ids.last();
        Credential anyPasskey = Credential.unnamed(CredentialKind.FIDO2);
        Credential lastPasskey = Credential.of(CredentialKind.FIDO2, last);
        Seq<Credential> others = ids.map(id -> Credential.of(CredentialKind.RECOVERY_KEY, id));
        Seq<Credential> passkeys = ids.map(id -> Credential.of(CredentialKind.FIDO2, id)).reverse();
        var key = new KeyAssertion(last, ClientData.keyGet("c"), Octets.of(new byte[1]), Option.none());
        var passkey = new Fido2Assertion(last, new ClientData(
                Octets.of(new byte[1]), "webauthn.get", "c", Option.some("o"), Option.none()),
                Octets.of(new byte[1]), Octets.of(new byte[1]), Option.none());
        var pending = new PendingUserAction(UserAction.ofOrThrow("POST", "/a", ""), challenge);
        var request = challenge.assertionRequest();
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("firstFactors", challenge::firstFactors);
        operations.put("secondFactors of any", () -> challenge.secondFactors(anyPasskey));
        operations.put("secondFactors of one", () -> challenge.secondFactors(lastPasskey));
        operations.put("planFor nobody", () -> challenge.planFor(List.empty()));
        operations.put("planFor any", () -> challenge.planFor(List.of(anyPasskey)));
        operations.put("planFor any and one", () -> challenge.planFor(List.of(anyPasskey, lastPasskey)));
        operations.put("planFor all", () -> challenge.planFor(passkeys));
        operations.put("planFor others", () -> challenge.planFor(others));
        operations.put("planFor others and one", () -> challenge.planFor(others.append(lastPasskey)));
        operations.put("planFor one and others", () -> challenge.planFor(others.prepend(lastPasskey)));
        operations.put("message", () -> challenge.planFor(others).swap().map(SigningRefusal::message));
        operations.put("signedBy", () -> challenge.signedBy(key));
        operations.put("signedBy two", () -> challenge.signedBy(passkey, key));
        operations.put("signedBy one twice", () -> challenge.signedBy(passkey, passkey));
        operations.put("signedAsPlanned", () -> challenge.planFor(passkeys)
                .peek(plan -> challenge.signedAsPlanned(plan, passkey, Option.some(key))));
        operations.put("completedBy", () -> pending.completedBy(passkey, Option.some(key), HashSet.of("o")));
        operations.put("encryptedPrivateKeyOf", () -> challenge.allowCredentials().encryptedPrivateKeyOf(last));
        operations.put("only", () -> request.only(last));
        operations.put("completedBy elsewhere", () -> pending.completedBy(passkey, Option.none(), HashSet.of("p")));
        operations.put("toString", () -> (pending.toString() + challenge + request).length());
        operations.put("equals", () -> challenge.equals(new UserActionChallenge(
                challenge.challenge(), challenge.challengeIdentifier(),
                List.ofAll(challenge.supportedCredentialKinds()), challenge.userVerification(),
                challenge.attestation(), new AllowedCredentials(
                        challenge.allowCredentials().key().map(same -> new AllowedCredentials.Key(same.id())),
                        challenge.allowCredentials().webauthn(), challenge.allowCredentials().passwordProtectedKey()),
                challenge.externalAuthenticationUrl(), challenge.rp())));
        operations.put("hashCode", challenge::hashCode);
        Map<String, Long> costs = new LinkedHashMap<>();
        operations.forEach((name, operation) -> costs.put(name, Operations.during(operation)));
        return costs;
    }
}
