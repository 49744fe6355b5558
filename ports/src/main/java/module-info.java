/** What an application may ask (inbound), and what is asked of the outside (outbound). */
module io.countersign.ports {
    requires transitive io.countersign.domain;
    requires transitive io.vavr;
    requires static transitive org.jspecify;

    exports io.countersign.ports.attempt;
    exports io.countersign.ports.failure;
    exports io.countersign.ports.inbound;
    exports io.countersign.ports.outbound;
}
