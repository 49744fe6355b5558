/** Signing keys through the JCA. */
module io.countersign.adapters.crypto {
    requires transitive io.countersign.ports;
    requires static transitive org.jspecify;
    requires com.nimbusds.jose.jwt;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;

    exports io.countersign.adapters.crypto;
}
