package io.countersign.sandbox.enrolment;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.Sha256;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxPasskey;
import io.vavr.control.Option;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A passkey as an authenticator keeps it, without a signature counter, as passkeys that are synchronised between
 * devices have none.
 *
 * @param algorithm the signature algorithm
 * @param pkcs8 the private key
 * @param coseKey the public key as COSE_Key; empty if it was not made here
 * @param id the credential id
 * @param rpId the relying party's id
 * @param userHandle the user handle
 */
public record FakePasskey(
        KeyAlgorithm algorithm, byte[] pkcs8, byte[] coseKey, byte[] id, String rpId, byte[] userHandle) {

    private static final CBORFactory CBOR = new CBORFactory();
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int CREDENTIAL_INCLUDED = 0x40;

    /** Returns the algorithm with a COSE identifier, if passkeys of it are made here. */
    public static Option<KeyAlgorithm> algorithm(int cose) {
        return switch (cose) {
            case -7 -> Option.some(KeyAlgorithm.ES256);
            case -8 -> Option.some(KeyAlgorithm.EDDSA);
            case -257 -> Option.some(KeyAlgorithm.RS256);
            default -> Option.none();
        };
    }

    /** Returns a passkey of a sandbox, which has its private key. */
    public static FakePasskey of(SandboxPasskey passkey) {
        String der = passkey.privateKeyPem().replaceAll("-----[A-Z ]+-----", "");
        return new FakePasskey(passkey.algorithm(), Base64.getMimeDecoder().decode(der), new byte[0],
                Base64.getUrlDecoder().decode(passkey.credId()), passkey.rpId(),
                Base64.getUrlDecoder().decode(passkey.userHandle()));
    }

    /** Makes a passkey. */
    public static FakePasskey made(KeyAlgorithm algorithm, String rpId, byte[] userHandle) {
        GeneratedKey key = switch (algorithm) {
            case ES256 -> GeneratedKey.es256();
            case EDDSA -> GeneratedKey.eddsa();
            default -> GeneratedKey.rs256();
        };
        return new FakePasskey(
                algorithm, key.pkcs8(), cose(algorithm, key.publicKey()), RandomText.bytes(16), rpId, userHandle);
    }

    /** Returns authenticator data for an assertion (WebAuthn Level 2 §6.1). */
    public byte[] authenticatorData(boolean verifiesUser) {
        return data(verifiesUser ? USER_PRESENT | USER_VERIFIED : USER_PRESENT, 0).array();
    }

    /** Returns an attestation object without attestation (§6.5.4, §8.7). */
    public byte[] attestationObject(boolean verifiesUser) {
        int flags = CREDENTIAL_INCLUDED | authenticatorData(verifiesUser)[32];
        byte[] data = data(flags, 18 + id.length + coseKey.length)
                .put(new byte[16]).putShort((short) id.length).put(id).put(coseKey).array();
        return cbor(generator -> {
            generator.writeStartObject(null, 3);
            generator.writeStringField("fmt", "none");
            generator.writeFieldName("attStmt");
            generator.writeStartObject(null, 0);
            generator.writeEndObject();
            generator.writeBinaryField("authData", data);
            generator.writeEndObject();
        });
    }

    private ByteBuffer data(int flags, int more) {
        return ByteBuffer.allocate(37 + more)
                .put(Sha256.of(rpId.getBytes(StandardCharsets.UTF_8))).put((byte) flags).putInt(0);
    }

    /** Returns the signature over both, as for an assertion. */
    public byte[] signature(byte[] authenticatorData, byte[] clientData) {
        try {
            Signature signature = Signature.getInstance(switch (algorithm) {
                case ES256 -> "SHA256withECDSA";
                case EDDSA -> "Ed25519";
                default -> "SHA256withRSA";
            });
            signature.initSign(KeyFactory.getInstance(keyType()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            signature.update(authenticatorData);
            signature.update(Sha256.of(clientData));
            return signature.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK cannot sign with " + algorithm.joseName(), missing);
        }
    }

    private String keyType() {
        return switch (algorithm) {
            case ES256 -> "EC";
            case EDDSA -> "Ed25519";
            default -> "RSA";
        };
    }

    /** Encodes a public key (RFC 9053 §7, RFC 8230 §4). */
    private static byte[] cose(KeyAlgorithm algorithm, byte[] spki) {
        return cbor(generator -> {
            switch (algorithm) {
                case ES256 -> {
                    start(generator, 5, 2, -7);
                    number(generator, -1, 1);
                    binary(generator, -2, Arrays.copyOfRange(spki, spki.length - 64, spki.length - 32));
                    binary(generator, -3, Arrays.copyOfRange(spki, spki.length - 32, spki.length));
                }
                case EDDSA -> {
                    start(generator, 4, 1, -8);
                    number(generator, -1, 6);
                    binary(generator, -2, Arrays.copyOfRange(spki, spki.length - 32, spki.length));
                }
                default -> {
                    RSAPublicKey key = rsa(spki);
                    start(generator, 4, 3, -257);
                    binary(generator, -1, unsigned(key.getModulus()));
                    binary(generator, -2, unsigned(key.getPublicExponent()));
                }
            }
            generator.writeEndObject();
        });
    }

    private static void start(CBORGenerator generator, int entries, int keyType, int algorithm) throws IOException {
        generator.writeStartObject(null, entries);
        number(generator, 1, keyType);
        number(generator, 3, algorithm);
    }

    private static void number(CBORGenerator generator, int label, int value) throws IOException {
        generator.writeFieldId(label);
        generator.writeNumber(value);
    }

    private static void binary(CBORGenerator generator, int label, byte[] value) throws IOException {
        generator.writeFieldId(label);
        generator.writeBinary(value);
    }

    private static RSAPublicKey rsa(byte[] spki) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK cannot read RSA keys", missing);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private interface Writing {
        void to(CBORGenerator generator) throws IOException;
    }

    private static byte[] cbor(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator generator = CBOR.createGenerator(bytes)) {
            writing.to(generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException("CBOR in memory cannot be written", impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "FakePasskey[hidden]";
    }
}
