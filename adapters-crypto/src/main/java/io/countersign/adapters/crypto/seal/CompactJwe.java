package io.countersign.adapters.crypto.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jwt.EncryptedJWT;
import io.vavr.control.Option;

import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one form of JWE that is made and read here: compact (RFC 7516 §7.1), {@code dir} with {@code A256GCM}, a
 * {@code kid} and no other header. Nimbus reads more than this form, and several spellings of the same bytes, so the
 * check stands before it.
 */
final class CompactJwe {

    private static final Set<String> HEADER = Set.of("alg", "enc", "kid");
    /** A header, no encrypted key, 96 bits of IV, ciphertext, 128 bits of tag. */
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_-]++\\.\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]{22}");

    private CompactJwe() {}

    static JWEHeader header(SealKey key) {
        return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).keyID(key.kid()).build();
    }

    /** Returns the JWE, not decrypted, if the text has the form. */
    static Option<EncryptedJWT> read(String text) {
        if (!FORM.matcher(text).matches() || !Option.of(text.split("\\.")).exists(CompactJwe::areCanonical)) {
            return Option.none();
        }
        try {
            EncryptedJWT jwe = EncryptedJWT.parse(text);
            JWEHeader header = jwe.getHeader();
            return Option.when(header.getAlgorithm().equals(JWEAlgorithm.DIR)
                    && header.getEncryptionMethod().equals(EncryptionMethod.A256GCM)
                    && header.getIncludedParams().equals(HEADER), jwe);
        } catch (Exception | Error notJwe) {
            return Option.none();
        }
    }

    /** Returns whether all parts are base64url in its one canonical spelling (RFC 4648 §3.5). */
    private static boolean areCanonical(String[] parts) {
        for (String part : parts) {
            if (part.length() % 4 == 1 || !part.equals(Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(Base64.getUrlDecoder().decode(part)))) {
                return false;
            }
        }
        return true;
    }
}
