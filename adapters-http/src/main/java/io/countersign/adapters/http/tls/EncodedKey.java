package io.countersign.adapters.http.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The encoding of a private key, told apart by its content, since labels of PEM are not reliable: PKCS#8 (RFC 5958),
 * SEC 1 (RFC 5915) or PKCS#1 (RFC 8017). By hand, because the JDK reads PKCS#8 alone.
 */
final class EncodedKey {

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final byte[] VERSION = {INTEGER, 1, 0};
    private static final String OPENSSH = "openssh-key-v1";
    /** AES, 3DES, and 3DES as PKCS#12 has it: what OpenSSL 3 decrypts without its legacy provider. */
    private static final List<String> MODERN_ALGORITHMS =
            List.of("6086480165030401", "2a864886f70d0307", "2a864886f70d010c0103");

    private final byte[] content;

    EncodedKey(byte[] content) {
        this.content = content;
    }

    boolean isOpenSsh() {
        return new String(content, 0, Math.min(content.length, OPENSSH.length()), StandardCharsets.US_ASCII)
                .equals(OPENSSH);
    }

    /** Recognises an EncryptedPrivateKeyInfo (RFC 5958 §3), which begins with its algorithm and not with a version. */
    boolean isEncrypted() {
        return at(0) == SEQUENCE && at(inside(0)) == SEQUENCE;
    }

    boolean hasModernCipher() {
        String hex = HexFormat.of().formatHex(content);
        return MODERN_ALGORITHMS.stream().anyMatch(hex::contains);
    }

    /**
     * Returns the PKCS#8 in a new array for the caller to wipe. SEC 1 and PKCS#1 do not say which algorithm they are
     * for, so it is that of the certificate.
     */
    byte[] pkcs8(X509Certificate certificate) {
        if (at(after(inside(0))) == SEQUENCE) {
            return content.clone();
        }
        byte[] encoded = certificate.getPublicKey().getEncoded();
        EncodedKey publicKey = new EncodedKey(encoded);
        byte[] algorithm =
                Arrays.copyOfRange(encoded, publicKey.inside(0), publicKey.after(publicKey.inside(0)));
        byte[] key = element(OCTET_STRING, content);
        try {
            return element(SEQUENCE, VERSION, algorithm, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Returns the byte there, or 0 outside. */
    private int at(int index) {
        return index >= 0 && index < content.length ? content[index] & 0xFF : 0;
    }

    /** Returns where the content of the element there begins (X.690 §8.1.3). */
    private int inside(int index) {
        return index + 2 + (at(index + 1) < 0x80 ? 0 : at(index + 1) & 0x7F);
    }

    /** Returns where the element there ends. */
    private int after(int index) {
        int length = at(index + 1) < 0x80 ? at(index + 1) : 0;
        for (int next = index + 2; next < inside(index); next++) {
            length = length << 8 | at(next);
        }
        return inside(index) + length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] header = length < 0x80 ? new byte[] {(byte) tag, (byte) length}
                : length < 0x100 ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        byte[] element = Arrays.copyOf(header, header.length + length);
        int next = header.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, element, next, part.length);
            next += part.length;
        }
        return element;
    }
}
