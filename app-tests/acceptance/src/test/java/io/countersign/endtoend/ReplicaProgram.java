package io.countersign.endtoend;

import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.SealKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.adapters.http.webauthn.WebAuthnJson;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.SealedUserActions;
import io.vavr.collection.List;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * One replica of an application, as a program. {@code begin} seals a pending action and writes the browser's request;
 * {@code complete} reads the sealed action and the browser's answer, each as a line of standard input.
 */
public final class ReplicaProgram {

    private static final String USER = "us-alice";

    private ReplicaProgram() {
    }

    public static void main(String[] arguments) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var settings = ConnectionSettings.builder(arguments[1], () -> System.getenv("TOKEN")).buildOrThrow();
        try (var connection = ApiConnection.open(settings)) {
            var actions = DelegatedUserActions.using(RetrofitTransport.over(connection), arguments[2]);
            var key = SealKey.of("2026-11", System.getenv("SEAL_KEY").getBytes(StandardCharsets.US_ASCII)).get();
            var sealed = SealedUserActions.using(new JsonPendingUserActions(),
                    JweSeal.builder(List.of(key)).buildOrThrow());
            var webAuthn = WebAuthnJson.builder().buildOrThrow();
            if (arguments[0].equals("begin")) {
                PendingUserAction pending = actions.begin(Signers.createWallet()).get();
                System.out.println(sealed.seal(pending, USER).get());
                System.out.println(webAuthn.requestOptions(pending.challenge().assertionRequest()).get());
            } else {
                PendingUserAction pending = sealed.open(in.readLine(), USER).get();
                CredentialAssertion assertion =
                        webAuthn.assertion(in.readLine(), pending.challenge().assertionRequest()).get();
                var authorized = actions.complete(pending, assertion).get();
                System.out.println(HttpActionExecutor.over(connection).execute(authorized).get().body());
            }
        }
    }
}
