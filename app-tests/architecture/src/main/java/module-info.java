/** Architecture rules for hexagonal code bases. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // ArchUnit is no module yet
module io.countersign.architecture {
    requires transitive com.tngtech.archunit;
    requires transitive io.vavr;
    requires static org.jspecify;

    exports io.countersign.architecture;
}
