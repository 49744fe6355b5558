/** The house put together: the test kit for other teams, and the reference application. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // ArchUnit and others are no modules yet
module io.countersign.tests {
    requires transitive io.countersign.ports;
    requires io.countersign.adapters.crypto;
    requires io.countersign.adapters.http;
    requires static transitive org.jspecify;

    requires com.fasterxml.jackson.databind;
    requires com.nimbusds.jose.jwt;
    requires com.yubico.webauthn;
    // Yubico's library is an automatic module and cannot ask for what it needs.
    requires com.fasterxml.jackson.dataformat.cbor;
    requires com.google.common;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.server;

    requires transitive com.tngtech.archunit;

    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;

    requires info.picocli;
    // For adapters-http, which needs it only where user actions are repeated, and so does not ask for it.
    requires io.github.resilience4j.retry;

    exports io.countersign.architecture;
    exports io.countersign.contracts.http;
    exports io.countersign.contracts.sealing;
    exports io.countersign.contracts.signing;
    exports io.countersign.sandbox;
    exports io.countersign.sandbox.model;

    opens io.countersign.app to info.picocli;
}
