package io.countersign.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * The transit engine of the stand-in, by the API reference: {@code keys} and {@code sign}. Stricter than Vault, which
 * ignores unknown parameters and those that do not apply to a type of key.
 */
final class TransitEngine {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PARAMETERS = Set.of("input", "key_version", "hash_algorithm", "prehashed",
            "signature_algorithm", "marshaling_algorithm");
    private static final Set<String> MARSHALING = Set.of("asn1", "jws");
    private static final Set<String> RSA_ALGORITHMS = Set.of("pss", "pkcs1v15");

    private final Map<String, TransitKey> keys = new ConcurrentHashMap<>();

    void put(String name, TransitKey key) {
        keys.put(name, key);
    }

    Optional<TransitKey> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    void remove(String name) {
        keys.remove(name);
    }

    /** {@code GET keys/:name} */
    ObjectNode description(String name) throws Refused {
        TransitKey key = key(name).orElseThrow(() -> new Refused(404, null));
        ObjectNode data = JSON.createObjectNode().put("name", name).put("type", key.type().vaultName)
                .put("derived", key.derived()).put("exportable", false).put("deletion_allowed", false)
                .put("latest_version", key.versions().size()).put("min_decryption_version", 1)
                .put("min_encryption_version", key.minEncryptionVersion())
                .put("supports_signing", key.type() != TransitKey.Type.AES256_GCM96);
        ObjectNode versions = data.putObject("keys");
        for (int version = 1; version <= key.versions().size(); version++) {
            if (key.type() == TransitKey.Type.AES256_GCM96) {
                versions.put(Integer.toString(version), 1442851412);
            } else {
                versions.putObject(Integer.toString(version)).put("public_key", key.publicKey(version))
                        .put("creation_time", "2026-01-01T00:00:00Z").put("name", key.type().vaultName);
            }
        }
        return data;
    }

    /** {@code POST sign/:name(/:hash_algorithm)} */
    ObjectNode sign(String name, Optional<String> hashInPath, JsonNode request) throws Refused {
        TransitKey key = key(name).orElseThrow(() -> new Refused(400, "signing key not found"));
        refuseIf(key.type() == TransitKey.Type.AES256_GCM96,
                "key type " + key.type().vaultName + " does not support signing");
        refuseIf(!StreamSupport.stream(((Iterable<String>) request::fieldNames).spliterator(), false)
                .allMatch(PARAMETERS::contains), "unrecognized parameters");
        String hash = hashInPath.orElse(request.path("hash_algorithm").asText("sha2-256"));
        refuseIf(!hash.equals("sha2-256"), "invalid hash algorithm \"" + hash + "\"");
        String marshaling = request.path("marshaling_algorithm").asText("asn1");
        refuseIf(!MARSHALING.contains(marshaling), "invalid marshaling type \"" + marshaling + "\"");
        boolean rsa = key.type() == TransitKey.Type.RSA_2048;
        String algorithm = request.path("signature_algorithm").asText("pss");
        refuseIf(!RSA_ALGORITHMS.contains(algorithm) || !rsa && request.has("signature_algorithm"),
                "unsupported signature algorithm");
        int version = version(key, request.path("key_version"));
        try {
            byte[] signature = key.signature(
                    version, input(key, request), algorithm.equals("pss"), marshaling.equals("jws"));
            Base64.Encoder encoder =
                    marshaling.equals("jws") ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
            return JSON.createObjectNode().put("key_version", version)
                    .put("signature", "vault:v" + version + ":" + encoder.encodeToString(signature));
        } catch (GeneralSecurityException broken) {
            throw new Refused(500, "internal error");
        }
    }

    private static int version(TransitKey key, JsonNode asked) throws Refused {
        refuseIf(!asked.isMissingNode() && !asked.isInt(), "error converting input for field \"key_version\"");
        int version = asked.asInt() == 0 ? key.versions().size() : asked.asInt();
        if (version < Math.max(1, key.minEncryptionVersion()) || version > key.versions().size()) {
            throw new Refused(500, "requested version for signing is out of range");
        }
        return version;
    }

    private static byte[] input(TransitKey key, JsonNode request) throws Refused, GeneralSecurityException {
        refuseIf(!request.path("input").isTextual(), "missing input");
        boolean prehashed = request.path("prehashed").asBoolean();
        refuseIf(request.has("prehashed") && !request.get("prehashed").isBoolean(), "prehashed is no boolean");
        refuseIf(prehashed && !key.type().hashesInput(), "Ed25519 does not sign digests");
        byte[] input;
        try {
            input = Base64.getDecoder().decode(request.get("input").textValue());
        } catch (IllegalArgumentException notBase64) {
            throw new Refused(400, "unable to decode input as base64");
        }
        refuseIf(prehashed && input.length != 32, "input must be hashed message");
        return prehashed || !key.type().hashesInput() ? input : MessageDigest.getInstance("SHA-256").digest(input);
    }

    private static void refuseIf(boolean wrong, String message) throws Refused {
        if (wrong) {
            throw new Refused(400, message);
        }
    }

    /** An error answer. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
