/** The ports: inbound ones that an application calls, outbound ones that adapters implement. */
module io.countersign.ports {
    requires transitive io.countersign.domain;
    requires transitive io.vavr;
    requires static transitive org.jspecify;

    exports io.countersign.ports.attempt;
    exports io.countersign.ports.failure;
    exports io.countersign.ports.inbound;
    exports io.countersign.ports.outbound;
}
