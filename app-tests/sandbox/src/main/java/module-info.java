/** A strict stand-in for the API, for tests. */
@SuppressWarnings("requires-automatic") // Yubico's library is no module yet
module io.countersign.sandbox {
    requires transitive io.countersign.domain;
    requires static org.jspecify;

    requires com.fasterxml.jackson.databind;
    requires com.nimbusds.jose.jwt;
    requires com.yubico.webauthn;
    // Yubico's library is an automatic module and cannot ask for what it needs.
    requires com.fasterxml.jackson.dataformat.cbor;
    requires com.google.common;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.server;

    exports io.countersign.sandbox;
    exports io.countersign.sandbox.model;
}
