package io.countersign.testkit.contract;

import io.countersign.adapters.crypto.SoftwareAuthenticator;
import io.countersign.adapters.crypto.SoftwarePasskey;

/** A passkey on {@link TestKey}, and what its relying party knows of it. */
final class TestPasskey {

    static final PasskeyUnderTest KNOWN = new PasskeyUnderTest(
            "cGFzc2tleQ==", TestKey.PUBLIC_KEY_PEM, "example.com", "https://app.example.com");

    private TestPasskey() {
    }

    static SoftwareAuthenticator sound() {
        return SoftwareAuthenticator.holding(SoftwarePasskey.forRelyingParty(KNOWN.rpId(), KNOWN.origin())
                .id(KNOWN.id())
                .withPem(TestKey.PRIVATE_KEY_PEM.toCharArray()).get());
    }
}
