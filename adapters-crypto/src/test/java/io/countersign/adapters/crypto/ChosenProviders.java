package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.scheme.SignatureScheme;

/** A program for a JVM of its own: says which providers it chooses, and signs by them. */
final class ChosenProviders {

    private ChosenProviders() {}

    public static void main(String[] arguments) {
        var policy = ProviderPolicy.fastest();
        System.out.println(policy);
        for (SignatureScheme scheme : SignatureScheme.values()) {
            try (var pair = NewKeyPair.generate(scheme).get();
                    var key = JcaSigningKey.fromPem(pair.privateKeyPem(), policy).get()) {
                System.out.println(scheme.joseName() + " is signed: " + key.sign(new byte[] {1}).isRight());
            }
        }
    }
}
