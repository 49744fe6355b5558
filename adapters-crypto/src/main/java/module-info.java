/** Cryptography through the JCA. */
@SuppressWarnings("requires-automatic") // Conscrypt is no module yet
module io.countersign.adapters.crypto {
    requires transitive io.countersign.ports;
    requires static transitive org.jspecify;
    requires com.nimbusds.jose.jwt;
    // Bouncy Castle, ordinary or FIPS: a descriptor can name but one of them, so DefaultProvider sees to the other.
    // Both are security providers, which the JVM resolves without being asked.
    requires static org.bouncycastle.provider;

    // Whichever of them the application has.
    requires static com.amazon.corretto.crypto.provider;
    requires static org.conscrypt;

    // Only to find a PKCS#11 token by its label and a key by its id.
    requires static com.sun.jna;

    uses java.security.Provider;

    exports io.countersign.adapters.crypto;
    exports io.countersign.adapters.crypto.passkey;
    exports io.countersign.adapters.crypto.password;
    exports io.countersign.adapters.crypto.pkcs11;
    exports io.countersign.adapters.crypto.remote;
    exports io.countersign.adapters.crypto.scheme;
    exports io.countersign.adapters.crypto.seal;
}
