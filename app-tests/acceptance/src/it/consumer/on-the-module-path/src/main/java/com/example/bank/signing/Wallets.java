package com.example.bank.signing;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActionException;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.function.Supplier;

/** Creates wallets, each call proven with the bank's credential. */
public final class Wallets implements AutoCloseable {

    private final ApiConnection connection;
    private final ExecutingUserActions actions;

    /** Connects to an API and signs with the given key. */
    public Wallets(String baseUrl, Supplier<String> token, String credentialId, SigningKey key) {
        this.connection = ApiConnection.open(valid(ConnectionSettings.builder(baseUrl, token).build()));
        this.actions = UserActions
                .using(RetrofitTransport.over(connection),
                        CredentialSigner.key(valid(CredentialId.of(credentialId)), key))
                .executedBy(HttpActionExecutor.over(connection));
    }

    /** Reads a key from a PEM. */
    public static SigningKey keyFrom(char[] pem) {
        return JcaSigningKey.fromPem(pem)
                .getOrElseThrow(refusal -> new IllegalArgumentException(refusal.message()));
    }

    /** Creates a wallet and returns the API's description of it. */
    public String create(String network) {
        UserAction action = valid(UserAction.of("POST", "/wallets", "{\"network\":\"" + network + "\"}"));
        return actions.perform(action).getOrElseThrow(UserActionException::new).body();
    }

    private static <T> T valid(Validation<Seq<Violation>, T> validation) {
        return validation.getOrElseThrow(() -> new IllegalArgumentException(Violation.describe(validation.getError())));
    }

    @Override
    public void close() {
        connection.close();
    }
}
