package io.countersign.contracts.signing;

import io.countersign.contracts.support.PublicKeys;
import io.countersign.contracts.support.Secrets;
import io.countersign.contracts.support.VerifyingKey;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.outbound.KeyUnlocker;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** An unlocker under test, with a key that it can decrypt. Immutable; {@code toString} hides every secret. */
public final class UnlockerUnderTest {

    private final Function<Supplier<char @Nullable []>, KeyUnlocker> askingFor;
    private final EncryptedPrivateKey encryptedPrivateKey;
    private final String password;
    private final VerifyingKey publicKey;
    private final Secrets secrets;

    private UnlockerUnderTest(Function<Supplier<char @Nullable []>, KeyUnlocker> askingFor,
            EncryptedPrivateKey encryptedPrivateKey, String password, VerifyingKey publicKey, Secrets secrets) {
        this.askingFor = Objects.requireNonNull(askingFor, "askingFor");
        this.encryptedPrivateKey = encryptedPrivateKey;
        this.password = Objects.requireNonNull(password, "password");
        this.publicKey = publicKey;
        this.secrets = secrets;
    }

    /**
     * Returns an unlocker under test. The tests decrypt the key about fifty times, so its cost decides how long they
     * take.
     *
     * @param askingFor creates an unlocker that asks the supplier for its password, such as {@code
     *     PasswordKeyUnlocker::askingFor}; the supplier returns a new array each time, or null
     * @param encryptedPrivateKey an encrypted key in the form that the unlocker reads
     * @param password its password
     * @param publicKeyPem its public key ({@code BEGIN PUBLIC KEY})
     * @return the unlocker under test
     * @throws IllegalArgumentException if the API does not support such a public key
     */
    public static UnlockerUnderTest of(Function<Supplier<char @Nullable []>, KeyUnlocker> askingFor,
            String encryptedPrivateKey, String password, String publicKeyPem) {
        return new UnlockerUnderTest(askingFor, new EncryptedPrivateKey(encryptedPrivateKey), password,
                PublicKeys.ofPem(Objects.requireNonNull(publicKeyPem, "publicKeyPem")),
                Secrets.undeclared().besidesNamed("the password", password)
                        .besidesNamed("the wrong password", wrong(password))
                        .besidesNamed("the encrypted private key", encryptedPrivateKey));
    }

    /**
     * Returns a copy with more secrets that must not appear in any text form, such as the private key's PEM. The
     * password always counts as one.
     *
     * @param secretTexts the secrets
     * @return the changed copy
     */
    public UnlockerUnderTest hiding(String... secretTexts) {
        return with(secrets.besides(secretTexts));
    }

    /**
     * Returns a copy with one more secret, given as bytes, such as {@link java.security.PrivateKey#getEncoded} returns.
     *
     * @param secretBytes the secret
     * @return the changed copy
     */
    public UnlockerUnderTest hiding(byte[] secretBytes) {
        return with(secrets.besides(secretBytes));
    }

    /**
     * Returns a copy that declares that the test knows no secret but the password.
     *
     * @return the changed copy
     */
    public UnlockerUnderTest hidingNothing() {
        return with(secrets);
    }

    private UnlockerUnderTest with(Secrets known) {
        return new UnlockerUnderTest(askingFor, encryptedPrivateKey, password, publicKey, known.complete());
    }

    private static String wrong(String password) {
        return password + "x";
    }

    KeyUnlocker unlocker(Supplier<char @Nullable []> passwords) {
        return askingFor.apply(passwords);
    }

    /** Returns the unlocker with a user who knows the password. */
    KeyUnlocker unlocker() {
        return unlocker(password::toCharArray);
    }

    EncryptedPrivateKey encryptedPrivateKey() {
        return encryptedPrivateKey;
    }

    String password() {
        return password;
    }

    String wrongPassword() {
        return wrong(password);
    }

    /** Returns variants of the encrypted key, each with one character changed. */
    Seq<String> damaged() {
        String whole = encryptedPrivateKey.value();
        return List.range(0, 10).map(tenth -> whole.length() * tenth / 10).map(place ->
                whole.substring(0, place) + (whole.charAt(place) == 'A' ? 'B' : 'A') + whole.substring(place + 1));
    }

    VerifyingKey publicKey() {
        return publicKey;
    }

    Secrets secrets() {
        return secrets;
    }

    @Override
    public String toString() {
        return "UnlockerUnderTest[hidden]";
    }
}
