package io.countersign.contracts.signing;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.passkey.SoftwarePasskey;
import io.countersign.contracts.fixture.TestKey;

/** A passkey on {@link TestKey}, with its registration data. */
final class TestPasskey {

    static final PasskeyUnderTest KNOWN = new PasskeyUnderTest(
            "cGFzc2tleQ==", TestKey.PUBLIC_KEY_PEM, "example.com", "https://app.example.com");

    private TestPasskey() {
    }

    static SoftwareAuthenticator sound() {
        return SoftwareAuthenticator.holding(SoftwarePasskey.builder(KNOWN.rpId(), KNOWN.origin())
                .id(KNOWN.id())
                .key(JcaSigningKey.fromPemOrThrow(TestKey.PRIVATE_KEY_PEM.toCharArray())).buildOrThrow());
    }
}
