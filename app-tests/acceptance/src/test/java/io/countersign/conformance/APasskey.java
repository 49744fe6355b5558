package io.countersign.conformance;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.passkey.SignatureCounter;
import io.countersign.adapters.crypto.passkey.SoftwarePasskey;
import io.countersign.contracts.signing.PasskeyUnderTest;
import io.countersign.domain.credential.CredentialId;

/** A passkey made from a key pair, with its registration data. */
final class APasskey {

    private static final String ID = "cGFzc2tleQ==";
    private static final String RP_ID = "example.com";
    private static final String ORIGIN = "https://app.example.com";

    private APasskey() {
    }

    static SoftwarePasskey of(NewKeyPair pair, SignatureCounter counter) {
        return SoftwarePasskey.builder(RP_ID, ORIGIN)
                .id(CredentialId.of(ID).get())
                .signatureCounter(counter)
                .key(JcaSigningKey.fromPemOrThrow(pair.privateKeyPem())).buildOrThrow();
    }

    static PasskeyUnderTest known(NewKeyPair pair) {
        return new PasskeyUnderTest(ID, pair.publicKeyPem(), RP_ID, ORIGIN);
    }
}
