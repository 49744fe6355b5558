package io.countersign.app.passkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Either;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A passkey that a browser made.
 *
 * @param id the credential id
 * @param publicKey the public key as COSE_Key
 */
record NewPasskey(byte[] id, byte[] publicKey) {

    /** The COSE algorithms (RFC 9053 §2, RFC 8812 §2). */
    static final Map<String, Integer> ALGORITHMS = HashMap.of(KeyAlgorithm.ES256.joseName(), -7,
            KeyAlgorithm.EDDSA.joseName(), -8, KeyAlgorithm.RS256.joseName(), -257);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FLAGS_AT = 32;
    private static final int USER_VERIFIED = 0x04;
    private static final int EXTENSIONS = 0x80;
    private static final int ID_LENGTH_AT = 53;

    /** Returns what the browser is asked to make, as {@code PublicKeyCredentialCreationOptionsJSON}. */
    static ObjectNode options(DemoUser user, String challenge, int algorithm, boolean discoverable) {
        ObjectNode options = JsonNodeFactory.instance.objectNode()
                .put("challenge", challenge).put("attestation", "none").put("timeout", 60_000);
        options.putObject("rp").put("id", "localhost").put("name", "Countersign passkey demo");
        options.putObject("user")
                .put("id", base64Url(user.account().id().getBytes(StandardCharsets.UTF_8)))
                .put("name", user.name()).put("displayName", user.name());
        options.putArray("pubKeyCredParams").addObject().put("type", "public-key").put("alg", algorithm);
        options.putObject("authenticatorSelection").put("userVerification", "required")
                .put("residentKey", discoverable ? "required" : "discouraged")
                .put("requireResidentKey", discoverable);
        return options;
    }

    /** Reads the browser's {@code RegistrationResponseJSON}, or tells why it is refused. */
    static Either<String, NewPasskey> read(JsonNode registration, String challenge, String origin) {
        try {
            JsonNode clientData = JSON.readTree(new String(
                    bytes(registration.at("/response/clientDataJSON")), StandardCharsets.UTF_8));
            byte[] data = bytes(registration.at("/response/authenticatorData"));
            if (!clientData.path("type").asText().equals("webauthn.create")
                    || !clientData.path("challenge").asText().equals(challenge)
                    || !clientData.path("origin").asText().equals(origin)
                    || clientData.path("crossOrigin").asBoolean()) {
                return Either.left("the passkey was not made here, for this request");
            }
            if ((data[FLAGS_AT] & USER_VERIFIED) == 0 || (data[FLAGS_AT] & EXTENSIONS) != 0) {
                return Either.left("the passkey did not verify its user");
            }
            int idLength = ByteBuffer.wrap(data).getShort(ID_LENGTH_AT);
            int idAt = ID_LENGTH_AT + Short.BYTES;
            return Either.right(new NewPasskey(Arrays.copyOfRange(data, idAt, idAt + idLength),
                    Arrays.copyOfRange(data, idAt + idLength, data.length)));
        } catch (JsonProcessingException | RuntimeException malformed) {
            return Either.left("the answer of the browser cannot be read");
        }
    }

    private static byte[] bytes(JsonNode base64Url) {
        return Base64.getUrlDecoder().decode(base64Url.asText());
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "NewPasskey[" + base64Url(id) + "]";
    }
}
