/** The rules of user action signing: actions, challenges and credentials. No I/O, clock, randomness or framework. */
module io.countersign.domain {
    requires transitive io.vavr;
    requires static transitive org.jspecify;

    exports io.countersign.domain;
    exports io.countersign.domain.action;
    exports io.countersign.domain.challenge;
    exports io.countersign.domain.credential;
}
