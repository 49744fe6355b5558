package io.countersign.sandbox.enrolment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxPasswordProtectedKey;

import java.util.List;

/** Writes the credentials that a user may sign with, as part of a challenge. */
public final class AllowedCredentials {

    private AllowedCredentials() {
    }

    public static ObjectNode of(List<SandboxCredential> credentials) {
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
