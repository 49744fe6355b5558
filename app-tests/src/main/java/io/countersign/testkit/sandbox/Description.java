package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URI;

/** Writes down what somebody outside this JVM needs to be one of the sandbox's users. */
final class Description {

    private Description() {
    }

    static String of(URI baseUrl, SandboxUser user) {
        ObjectNode description = JsonNodeFactory.instance.objectNode()
                .put("baseUrl", baseUrl.toString())
                .put("authToken", user.authToken());
        ArrayNode credentials = description.putArray("credentials");
        user.credentials().forEach(credential -> credentials.addObject()
                .put("kind", credential.kind().name())
                .put("algorithm", credential.algorithm().joseName())
                .put("credId", credential.credId())
                .put("privateKeyPem", credential.privateKeyPem()));
        return description.toPrettyString();
    }
}
