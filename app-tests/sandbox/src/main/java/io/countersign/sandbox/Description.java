package io.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxKey;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxPasswordProtectedKey;
import io.countersign.sandbox.model.SandboxUser;

import java.net.URI;
import java.util.List;

/** Writes the JSON with which a program outside this JVM can act as one of the sandbox's users. */
final class Description {

    private Description() {
    }

    static String of(URI baseUrl, String organisationId, SandboxUser user, List<SandboxCredential> credentials) {
        ObjectNode description = JsonNodeFactory.instance.objectNode()
                .put("baseUrl", baseUrl.toString())
                .put("orgId", organisationId)
                .put("username", user.id())
                .put("authToken", user.authToken());
        ArrayNode described = description.putArray("credentials");
        credentials.forEach(credential -> describe(credential, described.addObject()));
        return description.toPrettyString();
    }

    private static void describe(SandboxCredential credential, ObjectNode described) {
        described.put("kind", credential.kind().name())
                .put("algorithm", credential.algorithm().joseName())
                .put("credId", credential.credId());
        if (credential instanceof SandboxPasswordProtectedKey key) {
            if (key.hasPrivateKey()) {
                described.put("password", key.password());
            }
            described.put("encryptedPrivateKey", key.encryptedPrivateKey());
            return;
        }
        if (credential.hasPrivateKey()) {
            described.put("privateKeyPem", credential.privateKeyPem());
        }
        if (credential instanceof SandboxPasskey passkey) {
            described.put("rpId", passkey.rpId())
                    .put("origin", passkey.origin())
                    .put("userHandle", passkey.userHandle());
        } else if (credential instanceof SandboxKey key) {
            key.registeredFrom().forEach(origin -> described.put("registeredFrom", origin));
        }
    }
}
