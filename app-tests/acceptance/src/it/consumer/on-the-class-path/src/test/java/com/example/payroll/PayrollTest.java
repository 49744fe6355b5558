package com.example.payroll;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.SandboxKey;
import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class PayrollTest {

    @Test
    void a_transfer_is_proven_with_the_payroll_key_and_made() {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxKey registered = sandbox.register(sandbox.serviceAccount(), "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(PayrollKeyTest.PAIR.getPublic().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n");
            var settings = ConnectionSettings.builder(
                    sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken).buildOrThrow();
            try (ApiConnection connection = ApiConnection.open(settings)) {
                var signer = CredentialSigner.key(CredentialId.ofOrThrow(registered.credId()),
                        new PayrollKey(PayrollKeyTest.PAIR.getPrivate()));
                var actions = UserActions.using(RetrofitTransport.over(connection), signer)
                        .executedBy(HttpActionExecutor.over(connection));

                actions.perform(UserAction.ofOrThrow("POST", "/wallets/wa-1/transfers", "{\"amount\":\"1\"}")).get();

                assertEquals(List.of("/wallets/wa-1/transfers"),
                        sandbox.executedCalls().stream().map(ExecutedCall::path).toList());
            }
        }
    }

    @Test
    void nothing_here_is_a_module() {
        assertFalse(PayrollKey.class.getModule().isNamed());
        assertFalse(UserActions.class.getModule().isNamed());
    }
}
