/** A suite of tests for each outbound port, to hold a replaced adapter to. */
module io.countersign.contracts {
    requires transitive io.countersign.ports;
    requires static transitive org.jspecify;

    requires com.fasterxml.jackson.databind;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;
    // For signatures of secp256k1 keys alone.
    requires static org.bouncycastle.provider;

    exports io.countersign.contracts.http;
    exports io.countersign.contracts.sealing;
    exports io.countersign.contracts.signing;
}
