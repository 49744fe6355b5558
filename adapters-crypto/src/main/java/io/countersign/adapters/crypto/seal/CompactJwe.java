package io.countersign.adapters.crypto.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.ports.outbound.Seal;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one form of JWE that is made and taken here: compact (RFC 7516 §7.1), {@code dir} with {@code A256GCM}, a
 * {@code kid}, in {@value #PURPOSE} what for, and in {@value #USER} for whom. The protected header is the associated
 * data (§5.1 step 14), so none of it can be altered.
 */
final class CompactJwe {

    /** The SHA-256 of the user's name in UTF-16BE, base64url; named after {@code x5t#S256}. */
    static final String USER = "usr#S256";

    /** The purpose's name. */
    static final String PURPOSE = "purpose";

    private static final Set<String> HEADER = Set.of("alg", "enc", "kid", PURPOSE, USER);
    /** A header, no encrypted key, 96 bits of IV, ciphertext, 128 bits of tag. */
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_-]++\\.\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]{22}");

    private final JWEObject jwe;

    private CompactJwe(JWEObject jwe) {
        this.jwe = jwe;
    }

    static String encrypted(
            String plaintext, Seal.Purpose purpose, String user, SealKey key, SupportingProviders providers)
            throws JOSEException, GeneralSecurityException {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(key.kid())
                .customParam(PURPOSE, purpose.name())
                .customParam(USER, hashOf(user, providers))
                .build();
        DirectEncrypter encrypter = new DirectEncrypter(key.key());
        encrypter.getJCAContext().setProvider(providers.secrets());
        encrypter.getJCAContext().setSecureRandom(providers.random());
        JWEObject jwe = new JWEObject(header, new Payload(plaintext));
        jwe.encrypt(encrypter);
        return jwe.serialize();
    }

    /** That text, if it has the form; nothing is decrypted yet. */
    static Option<CompactJwe> read(String text) {
        if (!FORM.matcher(text).matches() || !Option.of(text.split("\\.")).exists(CompactJwe::areCanonical)) {
            return Option.none();
        }
        try {
            JWEObject jwe = JWEObject.parse(text);
            JWEHeader header = jwe.getHeader();
            return Option.when(header.getAlgorithm().equals(JWEAlgorithm.DIR)
                    && header.getEncryptionMethod().equals(EncryptionMethod.A256GCM)
                    && header.getIncludedParams().equals(HEADER), new CompactJwe(jwe));
        } catch (Exception | Error notJwe) {
            return Option.none();
        }
    }

    /** Base64url can spell the same bytes in several ways (RFC 4648 §3.5); only one of them is not an alteration. */
    private static boolean areCanonical(String[] parts) {
        for (String part : parts) {
            if (part.length() % 4 == 1 || !part.equals(Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(Base64.getUrlDecoder().decode(part)))) {
                return false;
            }
        }
        return true;
    }

    String kid() {
        return jwe.getHeader().getKeyID();
    }

    /** What was encrypted. Throws what the library throws, {@link JOSEException} with a cause that tells why. */
    String decrypted(SealKey key, SupportingProviders providers) throws JOSEException {
        DirectDecrypter decrypter = new DirectDecrypter(key.key());
        decrypter.getJCAContext().setProvider(providers.secrets());
        jwe.decrypt(decrypter);
        return new String(jwe.getPayload().toBytes(), StandardCharsets.UTF_8);
    }

    /** Tells whether it says that it is for that purpose. Counts only once it is decrypted, and so proven unaltered. */
    boolean isFor(Seal.Purpose purpose) {
        return purpose.name().equals(jwe.getHeader().getCustomParam(PURPOSE));
    }

    /** Whether it says that it is for that user. Counts only once it is decrypted, and so proven unaltered. */
    boolean isFor(String user, SupportingProviders providers) throws GeneralSecurityException {
        return hashOf(user, providers).equals(jwe.getHeader().getCustomParam(USER));
    }

    /** Over the characters as they are: a charset would make all unpaired surrogates the same, and two users one. */
    private static String hashOf(String user, SupportingProviders providers) throws GeneralSecurityException {
        ByteBuffer characters = ByteBuffer.allocate(2 * user.length());
        characters.asCharBuffer().put(user);
        byte[] hash = MessageDigest.getInstance(Sha256.NAME, providers.hashing()).digest(characters.array());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
