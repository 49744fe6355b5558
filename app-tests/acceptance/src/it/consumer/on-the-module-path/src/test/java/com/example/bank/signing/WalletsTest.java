package com.example.bank.signing;

import io.countersign.ports.inbound.UserActions;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxKey;
import org.junit.jupiter.api.Test;

import java.security.KeyPair;
import java.util.Base64;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WalletsTest {

    private final KeyPair pair = BankKeyTest.pair();

    @Test
    void a_wallet_is_created_with_the_banks_own_key() {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxKey registered = sandbox.register(sandbox.serviceAccount(), publicKeyPem());
            try (Wallets wallets = new Wallets(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken,
                    registered.credId(), new BankKey(pair.getPrivate()))) {

                assertTrue(wallets.create("EthereumSepolia").startsWith("{\"id\":\"wa-"));

                assertEquals(List.of("/wallets"),
                        sandbox.executedCalls().stream().map(ExecutedCall::path).toList());
            }
        }
    }

    @Test
    void a_wallet_is_created_with_a_key_from_a_pem() {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxKey key = sandbox.serviceAccount().key(KeyAlgorithm.ES256K);
            try (Wallets wallets = new Wallets(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken,
                    key.credId(), Wallets.keyFrom(key.privateKeyPem().toCharArray()))) {

                assertTrue(wallets.create("EthereumSepolia").startsWith("{\"id\":\"wa-"));
            }
        }
    }

    @Test
    void everything_here_is_a_module() {
        assertEquals("com.example.bank.signing", BankKey.class.getModule().getName());
        assertEquals("io.countersign.ports", UserActions.class.getModule().getName());
    }

    private String publicKeyPem() {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
