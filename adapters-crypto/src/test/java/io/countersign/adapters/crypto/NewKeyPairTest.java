package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.security.Security;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static org.assertj.core.api.Assertions.assertThat;

@Tag("fips")
class NewKeyPairTest {

    private static final byte[] MESSAGE = "sign me".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void a_new_private_key_signs_here_for_the_new_public_key(SignatureScheme scheme) {
        try (var pair = NewKeyPair.generate(scheme).get();
                var key = JcaSigningKey.fromPem(pair.privateKeyPem()).get()) {
            assertThat(key.scheme()).isEqualTo(scheme);
            assertThat(OpenSsl.verifies(scheme, pair.publicKeyPem(), MESSAGE, key.sign(MESSAGE).get())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void openssl_reads_both_keys_and_finds_that_they_belong_together(SignatureScheme scheme) {
        try (var pair = NewKeyPair.generate(scheme).get()) {
            assertThat(OpenSsl.publicKeyOf(new String(pair.privateKeyPem()))).isEqualTo(pair.publicKeyPem());
        }
    }

    @Test
    void no_two_are_alike() {
        assertThat(NewKeyPair.generate(SignatureScheme.EDDSA).get().publicKeyPem())
                .isNotEqualTo(NewKeyPair.generate(SignatureScheme.EDDSA).get().publicKeyPem());
    }

    @Test
    void the_private_key_is_wiped_when_it_is_closed_and_not_shown_before() {
        var pair = NewKeyPair.generate(SignatureScheme.ES256).get();
        String privateKey = new String(pair.privateKeyPem());

        assertThat(pair.toString()).isEqualTo("NewKeyPair[ES256]").doesNotContain(privateKey.substring(30, 60));
        pair.close();

        assertThat(pair.privateKeyPem()).containsOnly('\0');
    }

    @Test
    void a_provider_without_such_keys_is_told_as_a_value() {
        var refusal = NewKeyPair.generate(SignatureScheme.ES256K, signingWith(Security.getProvider("SunRsaSign")))
                .getLeft();

        assertThat(refusal.message()).contains("SunRsaSign", "ES256K");
    }
}
