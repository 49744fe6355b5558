/** What an application may ask (inbound), and what is asked of the outside (outbound). */
@SuppressWarnings("module") // The adapters are built after this module, which names one of them below.
module io.countersign.ports {
    requires transitive io.countersign.domain;
    requires transitive io.vavr;
    requires static transitive org.jspecify;

    exports io.countersign.ports.attempt;
    exports io.countersign.ports.failure;
    exports io.countersign.ports.inbound;
    exports io.countersign.ports.outbound;

    // Not API: the interceptor holds foreign user actions to their contract in the same way as the flow does.
    exports io.countersign.ports.guard to io.countersign.adapters.http;
}
