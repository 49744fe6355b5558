package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.pkcs11.ScriptedToken.Scripted;
import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.security.AuthProvider;
import java.util.ArrayList;
import java.util.List;

/** A slot that may be empty: SoftHSM's never is. */
class ConfiguredProviderTest {

    private static final Path LIBRARY = Path.of("/opt/hsm.so");

    private final List<String> configurations = new ArrayList<>();
    private final Scripted provider = new ScriptedToken().new Scripted();

    @Test
    void an_empty_slot_is_waited_for_by_one_provider_however_often_it_is_tried() {
        provider.remove();

        for (int times = 0; times < 5; times++) {
            assertThat(opened(1).getLeft()).returns(Kind.TOKEN_ABSENT, TokenRefusal::kind);
        }
        assertThat(configurations).as("each provider has a thread that nothing ends").hasSize(1);

        provider.insert();
        assertThat(opened(1).get()).isSameAs(provider);
        assertThat(configurations).hasSize(1);

        assertThat(opened(1).isRight()).as("who has it is not disturbed by others").isTrue();
        assertThat(configurations).hasSize(2);
    }

    @Test
    void slots_are_waited_for_apart() {
        provider.remove();

        assertThat(opened(2).isLeft()).isTrue();
        assertThat(opened(3).isLeft()).isTrue();
        assertThat(configurations).hasSize(2);
    }

    @Test
    void a_runtime_without_sunpkcs11_is_told_as_such() {
        assertThat(ConfiguredProvider.of(LIBRARY, 4, configuration -> Option.none()).getLeft())
                .isEqualTo(TokenRefusal.of(Kind.SUPPORT_MISSING, Pkcs11Support.SUN_PKCS11.message()))
                .extracting(TokenRefusal::message).asString().contains("jdk.crypto.cryptoki");
    }

    @Test
    void the_configuration_is_inline_and_names_one_slot() {
        opened(5);

        assertThat(configurations.get(0)).startsWith("--").contains("library = \"/opt/hsm.so\"\n", "slot = 5\n");
    }

    private Either<TokenRefusal, AuthProvider> opened(long slot) {
        return ConfiguredProvider.of(LIBRARY, slot, configuration -> {
            configurations.add(configuration);
            return Option.some(provider);
        });
    }
}
