/** What is true without any computer: actions to be proven, challenges that decide, credentials that sign. */
module io.countersign.domain {
    requires transitive io.vavr;
    requires static transitive org.jspecify;

    exports io.countersign.domain;
    exports io.countersign.domain.action;
    exports io.countersign.domain.challenge;
    exports io.countersign.domain.credential;
}
