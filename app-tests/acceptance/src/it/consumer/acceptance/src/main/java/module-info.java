/** What the bank accepts its signing by. Open, so that JUnit can run what is in it. */
open module com.example.bank.acceptance {
    requires com.example.bank.signing;
    requires io.countersign.adapters.crypto;
    requires io.countersign.adapters.http;
    requires io.countersign.contracts;
    requires io.countersign.sandbox;
    requires org.junit.jupiter.api;
}
