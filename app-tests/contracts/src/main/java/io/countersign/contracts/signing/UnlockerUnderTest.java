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

/**
 * An unlocker that is held to its contract, with a key that it opens. Immutable; shows no secret in text form.
 */
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
     * That unlocker and a key for it. How much it costs to open the key decides how long the tests take: they open it
     * some fifty times.
     *
     * @param askingFor makes an unlocker that asks for its password there, such as
     *     {@code PasswordKeyUnlocker::askingFor}; the supplier gives a fresh array each time, or null
     * @param encryptedPrivateKey a key in the form that the unlocker opens
     * @param password what opens it
     * @param publicKeyPem its public key ({@code BEGIN PUBLIC KEY})
     * @throws IllegalArgumentException if that is no public key that the API takes
     */
    public static UnlockerUnderTest of(Function<Supplier<char @Nullable []>, KeyUnlocker> askingFor,
            String encryptedPrivateKey, String password, String publicKeyPem) {
        return new UnlockerUnderTest(askingFor, new EncryptedPrivateKey(encryptedPrivateKey), password,
                PublicKeys.ofPem(Objects.requireNonNull(publicKeyPem, "publicKeyPem")),
                Secrets.unsaid().besides(password, wrong(password), encryptedPrivateKey));
    }

    /** The same, and what must not show in any text form besides the password: the PEM of the key inside. */
    public UnlockerUnderTest hiding(String... secretTexts) {
        return with(secrets.besides(secretTexts));
    }

    /** The same with the bytes of a secret, such as those that {@link java.security.PrivateKey#getEncoded} gives. */
    public UnlockerUnderTest hiding(byte[] secretBytes) {
        return with(secrets.besides(secretBytes));
    }

    /** The same where the key inside is not known to the test, and its password is all that could show. */
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

    /** The unlocker whose user knows the password. */
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

    /** The encrypted key with one character changed, at places all over it. */
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
