package io.countersign.adapters.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.junit.jupiter.api.Test;

import java.security.Provider;

class EcdsaServicesTest {

    private final Provider whole = DefaultProvider.instance();
    private final Provider part = DefaultProvider.forEcdsa();

    @Test
    void each_service_is_the_class_that_the_whole_provider_names() {
        assertThat(part.getServices()).hasSize(3).allSatisfy(service -> {
            assertThat(whole.getService(service.getType(), service.getAlgorithm()).getClassName())
                    .isEqualTo(service.getClassName());
            assertThat(service.newInstance(null)).isNotNull();
        });
    }

    @Test
    void it_has_the_name_of_the_whole_provider() {
        assertThat(part.getName()).isEqualTo(whole.getName());
        assertThat(DefaultProvider.isPart(part)).isTrue();
        assertThat(DefaultProvider.whole(part)).isSameAs(whole);
        assertThat(DefaultProvider.whole(whole)).isSameAs(whole);
    }

    @Test
    void policies_name_the_whole_provider() {
        for (SignatureScheme scheme : SignatureScheme.values()) {
            assertThat(ProviderPolicy.bouncyCastle().choiceFor(scheme).provider()).containsExactly(whole);
        }
        assertThat(ProviderPolicy.fastest().choiceFor(SignatureScheme.ES256K).provider()).containsExactly(whole);
    }
}
