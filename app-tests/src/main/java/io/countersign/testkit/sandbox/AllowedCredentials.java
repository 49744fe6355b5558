package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/** Writes down what a user can sign with, as a challenge says it. */
final class AllowedCredentials {

    private AllowedCredentials() {
    }

    static ObjectNode of(List<SandboxCredential> credentials) {
        ObjectNode allowed = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = allowed.putArray("key");
        ArrayNode passkeys = allowed.putArray("webauthn");
        ArrayNode passwordProtectedKeys = allowed.putArray("passwordProtectedKey");
        for (SandboxCredential credential : credentials) {
            if (credential instanceof SandboxPasswordProtectedKey key) {
                named(key, passwordProtectedKeys).put("encryptedPrivateKey", key.encryptedPrivateKey());
            } else {
                named(credential, credential instanceof SandboxPasskey ? passkeys : keys);
            }
        }
        return allowed;
    }

    private static ObjectNode named(SandboxCredential credential, ArrayNode array) {
        return array.addObject().put("type", "public-key").put("id", credential.credId());
    }
}
