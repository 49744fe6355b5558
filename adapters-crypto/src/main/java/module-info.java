/** Signing keys through the JCA. */
module io.countersign.adapters.crypto {
    requires transitive io.countersign.ports;
    requires static transitive org.jspecify;
    requires com.nimbusds.jose.jwt;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    // Only to find a token by its label and a key by its id.
    requires static com.sun.jna;

    uses java.security.Provider;

    exports io.countersign.adapters.crypto;
}
