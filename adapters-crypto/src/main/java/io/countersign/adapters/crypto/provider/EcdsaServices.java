package io.countersign.adapters.crypto.provider;

import java.io.Serial;
import java.security.Provider;

/**
 * The services of Bouncy Castle that import EC keys and sign with them. They are the classes that its provider names;
 * the provider itself registers thousands of other services, which takes longer than reading a key and signing with it.
 * Takes no keys of other providers: for some of those Bouncy Castle looks up services in what its provider registered.
 */
final class EcdsaServices extends Provider {

    @Serial
    private static final long serialVersionUID = 1L;
    private static final String PACKAGE = "org.bouncycastle.jcajce.provider.asymmetric.ec.";

    EcdsaServices() {
        super("BC", "", "services of Bouncy Castle for EC keys");
        offer("KeyFactory", "EC", "KeyFactorySpi$EC");
        offer("Signature", "SHA256withECDSA", "SignatureSpi$ecDSA256");
        offer("Signature", "SHA256withECDDSA", "SignatureSpi$ecDetDSA256");
    }

    private void offer(String type, String algorithm, String name) {
        putService(new Service(this, type, algorithm, PACKAGE + name, null, null));
    }
}
