package io.countersign.adapters.crypto.password;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.encoding.KeyReading;
import io.countersign.adapters.crypto.encoding.Password;
import io.countersign.adapters.crypto.encoding.RegisteredKey;
import io.countersign.adapters.crypto.encoding.VerificationKey;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.KeyUnlocker;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.crypto.BadPaddingException;

/**
 * Opens private keys that are encrypted with a password: those of {@link KeyEncryption}, of the {@code openssl} command
 * line and of a browser. The password is taken in UTF-8 as it is, not normalised. Two kinds of texts are recognised:
 *
 * <ul>
 * <li><strong>The WebCrypto form</strong> ({@link EncryptedKeyForm#WEB_CRYPTO}): {@code cskey.} and bytes in base64url
 *     without padding (RFC 4648 §5), which docs/password-protected-keys.md describes. PBKDF2 with HMAC-SHA256, HKDF and
 *     AES-256-GCM, which a browser has.
 * <li><strong>Encrypted PKCS#8</strong> ({@link EncryptedKeyForm#PKCS8}, RFC 5958 §3) with PBES2 (RFC 8018 §6.2):
 *     PBKDF2 with HMAC-SHA256 or scrypt (RFC 7914 §7), and AES-256 in CBC mode. As PEM ({@code ENCRYPTED PRIVATE KEY}),
 *     or its DER in base64 (RFC 4648 §4, spaces and line breaks not counted).
 * </ul>
 *
 * <p><strong>Which texts are opened.</strong> The API hands the text over with every challenge. A hostile one can alter
 * it and watch the outcome. Therefore:
 * <ul>
 * <li>By default only the forms that authenticate what they encrypt (AES-GCM) are opened: an altered text is not.
 *     {@link #withForms} changes that.
 * <li>{@link #forPublicKey(String)} ties an unlocker to the public key that is registered for the credential. It then
 *     opens the private key of that one alone. Recommended for every form.
 * <li>Encrypted PKCS#8 is opened only if it is allowed <em>and</em> a public key is given. A CBC ciphertext can be
 *     altered, so whatever such a text decrypts to, other than the one private key in its one encoding, is the same
 *     {@link SigningFailure.Kind#WRONG_PASSWORD}: nothing is signed, and no failure tells how close it came.
 *     {@link #dangerouslyWithoutPublicKey} lifts the condition.
 * </ul>
 *
 * <p><strong>Failures.</strong> The text is read, and checked against the allowed forms and the
 * {@link KeyDerivationLimits}, before the password is asked for. What is wrong up to there is
 * {@link SigningFailure.Kind#KEY_UNREADABLE}. After that:
 * <ul>
 * <li>No password, or an empty one, or a supplier that throws: {@link SigningFailure.Kind#NOT_CONFIRMED}.
 * <li>A password that does not open the key: {@link SigningFailure.Kind#WRONG_PASSWORD}, after which only a person
 *     should try again. Accidental damage is told apart in the WebCrypto form, by a checksum; encrypted PKCS#8 has
 *     none.
 * <li>A key from an authenticated form that {@link JcaSigningKey} refuses or that is not the registered one, and a
 *     provider without the algorithms: {@link SigningFailure.Kind#KEY_UNUSABLE}.
 * <li>An interrupt of the thread: {@link SigningFailure.Kind#KEY_UNREACHABLE}, within some milliseconds. The thread
 *     stays interrupted.
 * </ul>
 *
 * <p><strong>What can be wiped.</strong> The array of the supplier, the derived keys and the key in the clear are
 * overwritten after use. The copies that providers make for themselves are left to them and to the garbage collector.
 *
 * <p>Immutable, and safe for use by several threads, if the supplier is; it is asked once by every {@link #unlock}.
 */
public final class PasswordKeyUnlocker implements KeyUnlocker {

    /** The longest text that is read, in characters. */
    public static final int MAXIMUM_TEXT_LENGTH = LockedKeyText.LIMIT;

    private static final Set<EncryptedKeyForm> AUTHENTICATED =
            HashSet.of(EncryptedKeyForm.values()).filter(EncryptedKeyForm::isAuthenticated);

    private final transient Supplier<char @Nullable []> password;
    private final ProviderPolicy policy;
    private final Set<EncryptedKeyForm> forms;
    private final Option<RegisteredKey> registered;
    private final boolean anyKeyOfAnyForm;
    /** True once the provider has signed. */
    private final AtomicBoolean signs = new AtomicBoolean();

    private PasswordKeyUnlocker(Supplier<char @Nullable []> password, ProviderPolicy policy,
            Set<EncryptedKeyForm> forms, Option<RegisteredKey> registered, boolean anyKeyOfAnyForm) {
        this.password = Objects.requireNonNull(password, "password");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.forms = forms;
        this.registered = registered;
        this.anyKeyOfAnyForm = anyKeyOfAnyForm;
    }

    /**
     * Returns an unlocker that asks for the password; Bouncy Castle decrypts and signs.
     *
     * @param password gives a new array each time, which is overwritten after use; null or empty if there is none
     */
    public static PasswordKeyUnlocker askingFor(Supplier<char @Nullable []> password) {
        return askingFor(password, ProviderPolicy.bouncyCastle());
    }

    /**
     * Returns an unlocker that asks for the password.
     *
     * @param password gives a new array each time, which is overwritten after use; null or empty if there is none
     * @param policy names the providers: one derives the key ({@code PBKDF2WithHmacSHA256}; {@code SCRYPT} as Bouncy
     *     Castle has it) and decrypts ({@code AES/CBC/PKCS5Padding}, {@code AES/GCM/NoPadding}), one signs
     */
    public static PasswordKeyUnlocker askingFor(Supplier<char @Nullable []> password, ProviderPolicy policy) {
        return new PasswordKeyUnlocker(password, policy, AUTHENTICATED, Option.none(), false);
    }

    /**
     * Returns an unlocker that opens the private key of that public key alone, in the forms of this one.
     *
     * @param pem the public key that is registered for the credential ({@code PUBLIC KEY}, RFC 7468 §13), from a place
     *     that the API cannot write to
     * @return the unlocker, or why that is no public key for ES256, ES256K, EdDSA or RS256
     */
    public Validation<Seq<Violation>, PasswordKeyUnlocker> forPublicKey(String pem) {
        return forEncoded(VerificationKey.encodedIn(Objects.requireNonNull(pem, "pem")));
    }

    /**
     * Returns an unlocker that opens the private key of that public key alone, in the forms of this one.
     *
     * @param key the public key that is registered for the credential
     * @return the unlocker, or why that is no public key for ES256, ES256K, EdDSA or RS256
     */
    public Validation<Seq<Violation>, PasswordKeyUnlocker> forPublicKey(PublicKey key) {
        return forEncoded(VerificationKey.encodedBy(Objects.requireNonNull(key, "key")));
    }

    /**
     * Returns an unlocker that opens the private key of that public key alone, in the forms of this one.
     *
     * @throws InvalidValueException if {@link #forPublicKey(String)} finds a violation
     */
    public PasswordKeyUnlocker forPublicKeyOrThrow(String pem) {
        return InvalidValueException.valueOrThrow(forPublicKey(pem));
    }

    private Validation<Seq<Violation>, PasswordKeyUnlocker> forEncoded(Validation<Seq<Violation>, byte[]> encoded) {
        return encoded.flatMap(RegisteredKey::of).map(key ->
                new PasswordKeyUnlocker(password, policy, forms, Option.some(key), anyKeyOfAnyForm));
    }

    /**
     * Returns this unlocker with other forms. Default: the authenticated ones. {@link EncryptedKeyForm#PKCS8} is opened
     * with {@link #forPublicKey} only.
     *
     * @param form the form in which the key was registered
     * @param more other forms to open
     */
    public PasswordKeyUnlocker withForms(EncryptedKeyForm form, EncryptedKeyForm... more) {
        return new PasswordKeyUnlocker(password, policy, HashSet.of(more).add(Objects.requireNonNull(form, "form")),
                registered, anyKeyOfAnyForm);
    }

    /**
     * Returns an unlocker that opens its forms for any key, those that do not authenticate what they encrypt included.
     *
     * <p><strong>Do not use it where the text comes from somebody else</strong>, as it does with every challenge of the
     * API. Whoever can alter such a text has the client sign with keys that are made of parts of the real one, sees
     * which alterations are signed, and so learns something of the private key. It is for texts that nobody else can
     * alter, such as those of a migration, whose public keys are lost.
     */
    public PasswordKeyUnlocker dangerouslyWithoutPublicKey() {
        return new PasswordKeyUnlocker(password, policy, forms, registered, true);
    }

    @Override
    public Either<SigningFailure, UnlockedKey> unlock(EncryptedPrivateKey encryptedPrivateKey) {
        Objects.requireNonNull(encryptedPrivateKey, "encryptedPrivateKey");
        return LockedKeyText.read(encryptedPrivateKey.value(), policy.support().sha256())
                .flatMap(this::allowed)
                .flatMap(locked -> Password.from(password)
                        .flatMap(given -> decrypted(locked, given))
                        .flatMap(pkcs8 -> signingKey(pkcs8, locked.form())));
    }

    /** Checks the form before the password is asked for, and so without a secret. */
    private Either<SigningFailure, LockedKey> allowed(LockedKey locked) {
        if (!forms.contains(locked.form())) {
            return Either.left(SigningFailure.keyUnreadable("the encrypted private key has the form "
                    + locked.form() + ", and this unlocker opens " + forms.toList().sorted().mkString(", ")
                    + " alone. If that is how the key was registered, allow it (PasswordKeyUnlocker.withForms); if it "
                    + "is not, the API sent another text than the registered one: do not open it."));
        }
        if (!locked.form().isAuthenticated() && registered.isEmpty() && !anyKeyOfAnyForm) {
            return Either.left(SigningFailure.keyUnreadable("the encrypted private key is not protected from being "
                    + "altered (encrypted PKCS#8, AES-CBC), so it is opened for a registered public key only. Give "
                    + "that key (PasswordKeyUnlocker.forPublicKey), or register the key anew in the WebCrypto form."));
        }
        return locked.form().isAuthenticated()
                ? Either.right(locked)
                : providerRefusal().map(PasswordKeyUnlocker::failure).toEither(locked).swap();
    }

    /**
     * Tries the provider with a published key. All failures with a text that can be altered look alike, so what the
     * provider cannot do at all has to be found out first.
     */
    private Option<KeyRefusal> providerRefusal() {
        Option<KeyRefusal> refusal = signs.get()
                ? Option.none()
                : registered.flatMap(key -> policy.refusal(key.scheme()));
        signs.set(refusal.isEmpty());
        return refusal;
    }

    private Either<SigningFailure, byte[]> decrypted(LockedKey locked, Password given) {
        Provider decryption = policy.support().secrets();
        try (given) {
            return Password.isText(given.characters())
                    ? Either.right(locked.opened(given.characters(), decryption))
                    : Either.left(SigningFailure.wrongPassword());
        } catch (BadPaddingException doesNotOpen) {
            return Either.left(SigningFailure.wrongPassword());
        } catch (InterruptibleDerivation.Interrupted cancelled) {
            return Either.left(SigningFailure.keyUnreachable("opening the private key was cancelled: its thread "
                    + "was interrupted. Nothing was signed. Start over if it is still wanted."));
        } catch (ScryptMemory.Exhausted notNow) {
            return Either.left(SigningFailure.keyUnreachable(
                    "this JVM has not enough memory now to open the private key (scrypt). "
                    + "Try again, or give it more."));
        } catch (Exception | Error refused) {
            return Either.left(SigningFailure.keyUnusable("the provider " + decryption.getName()
                    + " cannot decrypt the private key (" + Thrown.typeOf(refused)
                    + "). Give one that knows PBKDF2 or scrypt, as the key has it, and AES-256. One in FIPS-approved "
                    + "mode opens no key with a password under 14 bytes or a salt under 16."));
        }
    }

    private Either<SigningFailure, UnlockedKey> signingKey(byte[] pkcs8, EncryptedKeyForm form) {
        return read(pkcs8).flatMap(this::proven)
                .bimap(refusal -> form.isAuthenticated() ? failure(refusal) : SigningFailure.wrongPassword(),
                        UnlockedKey.class::cast);
    }

    private static Either<KeyRefusal, KeyMaterial> read(byte[] pkcs8) {
        try {
            return KeyReading.ofPkcs8(pkcs8);
        } catch (IOException | RuntimeException | StackOverflowError notWhatItSaysItIs) {
            return Either.left(KeyRefusal.of(Kind.DAMAGED));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /** Returns the key once it has signed for its own public keys and the registered one. */
    private Either<KeyRefusal, JcaSigningKey> proven(KeyMaterial material) {
        if (registered.isEmpty()) {
            return JcaSigningKey.from(material, policy);
        }
        KeyRefusal notRegistered = KeyRefusal.of(KeyFlaw.NOT_THE_REGISTERED_KEY);
        if (!registered.get().mayBelongTo(material)) {
            material.wipe();
            return Either.left(notRegistered);
        }
        return JcaSigningKey.from(registered.get().askedOf(material), policy).mapLeft(refusal ->
                refusal.equals(KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH)) ? notRegistered : refusal);
    }

    private static SigningFailure failure(KeyRefusal refusal) {
        return refusal.kind() == Kind.DAMAGED
                ? SigningFailure.keyUnreadable("the password opens the encrypted private key, but what is inside "
                        + "is no private key in PKCS#8. Encrypt and register the key anew.")
                : SigningFailure.keyUnusable(refusal.message());
    }

    @Override
    public String toString() {
        return "PasswordKeyUnlocker[" + policy.support().secrets().getName() + ", "
                + forms.toList().sorted().mkString(", ") + ", "
                + registered.map(key -> "the registered " + key.scheme().joseName() + " key alone")
                        .getOrElse("any key") + "]";
    }
}
