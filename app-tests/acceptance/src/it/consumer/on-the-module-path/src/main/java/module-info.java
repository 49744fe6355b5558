/** Signing and wallets of the bank. */
module com.example.bank.signing {
    requires transitive io.countersign.ports;
    requires io.countersign.adapters.crypto;
    requires io.countersign.adapters.http;

    exports com.example.bank.signing;
}
