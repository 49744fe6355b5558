package com.example.release;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.outbound.CredentialSigner;

import java.nio.file.Path;

/** Compiles only if the release holds the API, and the dependencies that come with it. */
public final class Released {

    private Released() {
    }

    /** Arguments: base URL, token, credential id, private key (PEM file). */
    public static void main(String[] arguments) {
        var settings = ConnectionSettings.builder(arguments[0], () -> arguments[1]).buildOrThrow();
        try (var connection = ApiConnection.open(settings);
                var key = JcaSigningKey.fromPemFileOrThrow(Path.of(arguments[3]))) {
            var actions = connection.signedBy(CredentialSigner.key(CredentialId.ofOrThrow(arguments[2]), key));
            System.out.println(actions.performOrThrow(UserAction.post("/wallets", "{}")).body());
        }
    }
}
