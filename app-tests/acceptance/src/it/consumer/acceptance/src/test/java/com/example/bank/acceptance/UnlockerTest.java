package com.example.bank.acceptance;

import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.contracts.signing.KeyUnlockerContract;
import io.countersign.contracts.signing.UnlockerUnderTest;

/** The unlocker passes its contract as a module. */
class UnlockerTest implements KeyUnlockerContract {

    private static final String PASSWORD = "correct horse battery staple";
    private static final NewKeyPair PAIR = NewKeyPair.generate(SignatureScheme.ES256).get();
    private static final String LOCKED = KeyEncryption.authenticated(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS)
            .encrypt(PAIR.privateKeyPem(), PASSWORD.toCharArray()).get().value();

    @Override
    public UnlockerUnderTest unlocker() {
        return UnlockerUnderTest.of(PasswordKeyUnlocker::askingFor, LOCKED, PASSWORD, PAIR.publicKeyPem())
                .hiding(new String(PAIR.privateKeyPem()));
    }
}
