package io.countersign.vault;

import io.vavr.control.Option;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Connections to the stand-in. */
final class Vaults {

    static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** Longer than any test takes. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private Vaults() {
    }

    static VaultConnection to(VaultStandIn vault) {
        return to(vault, VaultStandIn.TOKEN, CALL_TIMEOUT);
    }

    static VaultConnection to(VaultStandIn vault, String token, Duration callTimeout) {
        return to(vault.address(), token, callTimeout);
    }

    static VaultConnection to(URI address, String token, Duration callTimeout) {
        return VaultConnection.of(CLIENT, address, "transit", Option.none(), () -> token, callTimeout).get();
    }

    static VaultConnection to(VaultStandIn vault, String mount, Option<String> namespace) {
        return VaultConnection.of(CLIENT, vault.address(), mount, namespace, () -> VaultStandIn.TOKEN,
                CALL_TIMEOUT).get();
    }
}
