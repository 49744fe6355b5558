package io.countersign.adapters.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.RenamedException;
import io.countersign.adapters.crypto.pkcs11.KeySelector;
import io.countersign.adapters.crypto.pkcs11.PinSource;
import io.countersign.adapters.crypto.pkcs11.Pkcs11SigningKey;
import io.countersign.adapters.crypto.pkcs11.ScriptedToken;
import io.countersign.adapters.crypto.remote.RemoteSigningKey;
import io.countersign.adapters.crypto.remote.RemoteSigningKeyTest;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.security.ProviderException;

/** Messages name what foreign code threw in words that mean something to a reader, and show nothing else of it. */
class ThrownTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private static final class Hidden extends ProviderException {

        private static final long serialVersionUID = 1L;

        Hidden() {
            super("a secret");
        }
    }

    private static String told(Throwable thrown) {
        SigningFailure failure = RemoteSigningKey.builder(SignatureScheme.ES256, input ->
                RemoteSigningKeyTest.sneaky(thrown)).buildOrThrow().sign(MESSAGE).getLeft();
        return failure.message();
    }

    @Test
    void a_public_type_is_named() {
        assertThat(told(new IOException("a secret"))).contains("threw java.io.IOException.")
                .doesNotContain("a secret");
    }

    @Test
    void a_type_that_nobody_else_can_see_is_named_by_what_it_extends() {
        assertThat(told(new Hidden())).contains("threw java.security.ProviderException.").doesNotContain("Hidden");
        assertThat(told(new RuntimeException("a secret") {})).contains("threw java.lang.RuntimeException.");
        assertThat(told(new Error("a secret") {})).contains("threw java.lang.Error.");
    }

    @Test
    void an_exception_of_a_token_is_reported_by_its_return_value_and_not_by_an_internal_class() {
        ScriptedToken hsm = new ScriptedToken();
        Pkcs11SigningKey key = hsm.open(new PinSource("2468")).key(KeySelector.label("key")).get();
        hsm.onSigning = () -> {
            throw new Hidden();
        };

        assertThat(key.sign(MESSAGE).getLeft().message()).contains("java.security.ProviderException")
                .doesNotContain("Hidden", "io.countersign", "a secret");
    }

    /** A class may have a name of 65535 bytes, with characters among them that steer a terminal. */
    @Test
    void a_name_is_told_in_one_line_and_not_at_any_length() throws Exception {
        for (String name : new String[] {"com.example." + "N".repeat(30_000), "com.example.N\u202Ename",
            "com.example.Line\nend"}) {
            assertThat(told(RenamedException.named(name))).hasSizeLessThan(400).contains("threw com.example.")
                    .doesNotContain("\n", "\u202E");
        }
    }
}
