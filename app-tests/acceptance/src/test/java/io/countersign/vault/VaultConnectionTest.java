package io.countersign.vault;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** Tests the connections that a token for Vault may be sent over. */
class VaultConnectionTest {

    private static Validation<Seq<Violation>, VaultConnection> connection(String address) {
        return VaultConnection.of(Vaults.CLIENT, URI.create(address), "signing/transit", Option.some("bank"),
                () -> VaultStandIn.TOKEN, Duration.ofSeconds(1));
    }

    @Test
    void text_forms_show_where_it_leads_and_no_token() {
        assertThat(connection("https://vault.example.com").get())
                .hasToString("VaultConnection[https://vault.example.com, bank/signing/transit]");
    }

    @Test
    void everything_that_is_wrong_with_a_connection_is_said_at_once() {
        var following = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

        assertThat(VaultConnection.of(following, URI.create("http://vault.example.com"), "../sys", Option.some("a b"),
                () -> "", Duration.ZERO).getError().map(Violation::field))
                .containsExactly("client", "address", "mount", "namespace", "callTimeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1:8200", "ftp://127.0.0.1", "https://user:secret@vault.example.com",
        "https://vault.example.com/v1", "https://vault.example.com?a", "https://vault.example.com#a", "vault",
        "https:x"})
    void an_address_over_which_a_token_might_be_read_is_refused(String address) {
        assertThat(connection(address).getError().map(Violation::field)).containsExactly("address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://vault.example.com", "https://vault.example.com:8200/", "http://localhost:8200",
        "http://[::1]:8200"})
    void https_will_do_and_so_will_loopback(String address) {
        assertThat(connection(address)).isValid();
    }
}
