/** The bank's acceptance tests. Open, so that JUnit can run them. */
open module com.example.bank.acceptance {
    requires com.example.bank.signing;
    requires io.countersign.adapters.crypto;
    requires io.countersign.adapters.http;
    requires io.countersign.contracts;
    requires io.countersign.sandbox;
    requires org.junit.jupiter.api;
}
