package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.ChallengeResponse;
import io.countersign.adapters.http.wire.GeneratedChallengeMapper;
import io.countersign.adapters.http.wire.RedemptionRequest;
import io.countersign.adapters.http.wire.RedemptionResponse;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.adapters.http.wire.WireValidation;
import io.countersign.domain.action.UserAction;

import java.io.IOException;
import java.io.OutputStream;

/** Reads, writes, validates and maps a message of each kind, so that everything needed for that is loaded. */
final class ExampleMessages {

    private static final String CHALLENGE = """
            {"challenge": "c", "challengeIdentifier": "i", "rp": {"id": "localhost", "name": "n"},
             "supportedCredentialKinds": [{"kind": "Key", "factor": "first", "requiresSecondFactor": false}],
             "userVerification": "required", "attestation": "none", "externalAuthenticationUrl": "",
             "allowCredentials": {"key": [{"type": "public-key", "id": "c"}],
                                  "webauthn": [], "passwordProtectedKey": []}}
            """;

    private ExampleMessages() {
    }

    /** Handles the messages; nothing is sent. */
    static void handle() throws IOException {
        write(new GeneratedChallengeMapper().toWire(UserAction.post("/", "{}")));
        WireValidation.readValid(() -> WireJson.mapper().readValue(CHALLENGE, ChallengeResponse.class))
                .map(new GeneratedChallengeMapper()::toDomain).get();
        write(new RedemptionRequest("i", new RedemptionRequest.SigningFactor(RedemptionRequest.Kind.Key,
                new RedemptionRequest.KeyAssertion("c", "e30", "AA", null)), null));
        WireValidation.violationsOf(new RedemptionResponse("t"));
    }

    /** Writes a message as bytes, as an exchange does. */
    private static void write(Object message) throws IOException {
        WireValidation.violationsOf(message);
        WireJson.mapper().writer().writeValue(OutputStream.nullOutputStream(), message);
    }
}
