package io.countersign.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.adapters.crypto.remote.RemoteSigningKey;
import io.countersign.adapters.crypto.remote.SigningInput;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signing key in Vault's transit engine: {@code ecdsa-p256}, {@code ed25519}, {@code rsa-2048}, {@code rsa-3072} or
 * {@code rsa-4096}. Its version is fixed, because one public key is registered with the API: after a rotation in Vault,
 * register the public key of the new version first.
 *
 * <p>Immutable and thread-safe.
 */
public final class VaultKey implements SigningKey {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");
    private static final Pattern SIGNATURE = Pattern.compile("vault:v([0-9]{1,9}):([A-Za-z0-9+/=]+)");
    /** Precedes the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 §4). */
    private static final byte[] ED25519_HEAD = {0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0};

    private final String name;
    private final int version;
    private final String publicKeyPem;
    private final RemoteSigningKey signing;

    private VaultKey(String name, int version, String publicKeyPem, RemoteSigningKey signing) {
        this.name = name;
        this.version = version;
        this.publicKeyPem = publicKeyPem;
        this.signing = signing;
    }

    /**
     * Reads the type and public key of a key from Vault and returns the key.
     *
     * @param vault the connection
     * @param name the name of the key
     * @param version the version of the key, from 1
     * @return the key, or why it cannot be used
     */
    public static Either<SigningFailure, VaultKey> of(VaultConnection vault, String name, int version) {
        if (!NAME.matcher(name).matches() || version < 1) {
            return unusable("a key in Vault has a name of letters, digits and _ . - and a version from 1. Check both.");
        }
        return vault.get("keys/" + name).flatMap(description -> schemeOf(description)
                .flatMap(scheme -> publicKeyOf(description, scheme, version)
                        .flatMap(pem -> signing(vault, scheme, name, version, pem)
                                .map(signing -> new VaultKey(name, version, pem, signing)))));
    }

    private static Either<SigningFailure, SignatureScheme> schemeOf(JsonNode description) {
        if (description.path("derived").asBoolean()) {
            return unusable("the key in Vault is derived: it is another one for each context. Create one that is not.");
        }
        return switch (description.path("type").asText()) {
            case "ecdsa-p256" -> Either.right(SignatureScheme.ES256);
            case "ed25519" -> Either.right(SignatureScheme.EDDSA);
            case "rsa-2048", "rsa-3072", "rsa-4096" -> Either.right(SignatureScheme.RS256);
            default -> unusable("the key in Vault is of a type that does not sign for the API. Create one of the type "
                    + "ecdsa-p256, ed25519 or rsa-2048.");
        };
    }

    private static Either<SigningFailure, String> publicKeyOf(
            JsonNode description, SignatureScheme scheme, int version) {
        Option<String> publicKey = Option.of(description.path("keys").path(Integer.toString(version))
                .path("public_key").textValue());
        if (publicKey.isEmpty() || version < description.path("min_encryption_version").asInt()) {
            return unusable("the key in Vault has no version " + version + " that may sign. Check its versions and "
                    + "min_encryption_version, and register the public key of the one that is to sign.");
        }
        return scheme == SignatureScheme.EDDSA
                ? ed25519Pem(publicKey.get())
                : Either.right(publicKey.get());
    }

    /** Vault shows the 32 bytes of the key alone, as base64. */
    private static Either<SigningFailure, String> ed25519Pem(String base64) {
        byte[] key = decoded(base64).getOrElse(new byte[0]);
        if (key.length != 32) {
            return unusable("Vault shows no Ed25519 public key for this key. Check what the address is of.");
        }
        byte[] encoded = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + key.length);
        System.arraycopy(key, 0, encoded, ED25519_HEAD.length, key.length);
        return Either.right("-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n");
    }

    private static Either<SigningFailure, RemoteSigningKey> signing(
            VaultConnection vault, SignatureScheme scheme, String name, int version, String publicKeyPem) {
        return RemoteSigningKey.builder(scheme, input -> vault.post("sign/" + name, request(scheme, version, input))
                        .flatMap(answer -> signatureIn(answer, version)))
                .input(scheme == SignatureScheme.EDDSA ? SigningInput.MESSAGE : SigningInput.SHA256_DIGEST)
                .publicKey(publicKeyPem).build()
                .toEither().mapLeft(violations -> SigningFailure.keyUnusable(
                        "the key in Vault is not what it seems: " + Violation.describe(violations)));
    }

    private static ObjectNode request(SignatureScheme scheme, int version, byte[] input) {
        ObjectNode request = VaultConnection.body()
                .put("input", Base64.getEncoder().encodeToString(input))
                .put("key_version", version);
        return switch (scheme) {
            case RS256 -> request.put("prehashed", true).put("hash_algorithm", "sha2-256")
                    .put("signature_algorithm", "pkcs1v15");
            case EDDSA -> request;
            case ES256, ES256K -> request.put("prehashed", true).put("hash_algorithm", "sha2-256")
                    .put("marshaling_algorithm", "asn1");
        };
    }

    private static Either<SigningFailure, byte[]> signatureIn(JsonNode answer, int version) {
        Matcher signature = SIGNATURE.matcher(answer.path("signature").asText());
        return Option.when(signature.matches(), signature)
                .filter(parts -> Integer.parseInt(parts.group(1)) == version)
                .flatMap(parts -> decoded(parts.group(2)))
                .toEither(() -> SigningFailure.keyUnusable("Vault answered no signature by version " + version
                        + " of the key. Check what the address is of."));
    }

    private static Option<byte[]> decoded(String base64) {
        try {
            return Option.some(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Option.none();
        }
    }

    private static <T> Either<SigningFailure, T> unusable(String message) {
        return Either.left(SigningFailure.keyUnusable(message));
    }

    /** Returns the public key that is registered with the API. */
    public String publicKeyPem() {
        return publicKeyPem;
    }

    @Override
    public Either<SigningFailure, byte[]> sign(byte[] message) {
        return signing.sign(message);
    }

    @Override
    public String toString() {
        return "VaultKey[" + name + ", version " + version + ", " + signing.scheme().joseName() + "]";
    }
}
