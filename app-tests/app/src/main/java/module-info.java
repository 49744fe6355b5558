/** The reference application. */
@SuppressWarnings("requires-automatic") // Resilience4j is no module yet
module io.countersign.app {
    requires io.countersign.adapters.crypto;
    requires io.countersign.adapters.http;
    requires io.countersign.ports;
    requires io.countersign.sandbox;
    requires static org.jspecify;

    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires jdk.httpserver;
    // For adapters-http, which needs it only where user actions are repeated, and so does not ask for it.
    requires io.github.resilience4j.retry;

    opens io.countersign.app to info.picocli;
}
