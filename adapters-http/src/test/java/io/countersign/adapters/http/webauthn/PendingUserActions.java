package io.countersign.adapters.http.webauthn;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.ServerKind;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import io.vavr.control.Option;

import java.util.Random;
import java.util.function.Supplier;

/** Any pending user action there can be, made from a seed. */
final class PendingUserActions {

    private static final String[] PATHS = {"/", "/wallets", "/wallets?limit=1&x=%2F", "/a/b/?",
        "/%F0%9F%A6%9C;v=1?a=b?c/d", "/wallets/wa-1/transfers?", "/~user/(x)!*'@:,+$"};
    private static final String[] KINDS =
            {"Fido2", "Key", "PasswordProtectedKey", "Password", "Totp", "RecoveryKey", "Telepathy", "key", ""};
    private static final String[] FACTORS = {"first", "second", "either", "third", "FIRST", ""};

    private static final String[] NAMES = {"order-4711", "~", "\"{}\\\"", "a".repeat(128)};

    private final Random random;

    private PendingUserActions(Random random) {
        this.random = random;
    }

    static PendingUserAction any(long seed) {
        return new PendingUserActions(new Random(seed)).pending();
    }

    private PendingUserAction pending() {
        HttpMethod method = one(HttpMethod.values());
        return new PendingUserAction(
                new UserAction(method, ActionPath.ofOrThrow(one(PATHS)),
                        random.nextInt(4) == 0 || !method.allowsBody() ? ActionPayload.none()
                                : ActionPayload.of(anyText().replaceAll("\\p{Cs}", "x")).get(),
                        one(ServerKind.values()), random.nextBoolean(),
                        Option.when(random.nextBoolean(), () -> CorrelationId.of(one(NAMES)).get())),
                new UserActionChallenge(
                        Challenge.of(text()).get(), ChallengeIdentifier.of(text()).get(),
                        some(() -> new SupportedCredential(new CredentialKind(oneOrAny(KINDS)),
                                new CredentialFactor(oneOrAny(FACTORS)), random.nextBoolean())),
                        one(UserVerification.values()), one(Attestation.values()),
                        new AllowedCredentials(
                                some(() -> new AllowedCredentials.Key(id())),
                                some(() -> new AllowedCredentials.Passkey(id(), some(this::anyText))),
                                some(() -> new AllowedCredentials.PasswordProtectedKey(
                                        id(), new EncryptedPrivateKey(anyText())))),
                        new ExternalAuthenticationUrl(anyText()),
                        Option.when(random.nextBoolean(), () -> new RelyingParty(anyText(), anyText()))));
    }

    private CredentialId id() {
        return CredentialId.of(text()).get();
    }

    private <T> List<T> some(Supplier<T> element) {
        return List.fill(random.nextInt(4), element);
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private String oneOrAny(String[] values) {
        return random.nextInt(5) == 0 ? anyText() : one(values);
    }

    private String text() {
        return anyText() + "t";
    }

    /** Any characters, halves of surrogate pairs among them. */
    private String anyText() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0xFFFFF));
                case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 3 -> text.append((char) random.nextInt(0x10000));
                case 4 -> text.append("\"\\/\u2028\u007F".charAt(random.nextInt(5)));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }
}
