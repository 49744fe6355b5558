package io.countersign.adapters.crypto.seal;

import static io.countersign.adapters.crypto.seal.Seals.CURRENT;
import static io.countersign.adapters.crypto.seal.Seals.LIFETIME;
import static io.countersign.adapters.crypto.seal.Seals.OLD;
import static io.countersign.adapters.crypto.seal.Seals.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.SealFailure;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

class SealKeysTest {

    /** A key as an HSM has it, or one that was destroyed. */
    private record HiddenKey(boolean throwing) implements SecretKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "AES";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte @Nullable [] getEncoded() {
            if (throwing) {
                throw new IllegalStateException("key-secret");
            }
            return null;
        }
    }

    private static List<String> fieldsOf(Seq<Violation> violations) {
        return violations.map(Violation::field).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 24, 31, 33, 64})
    void a_key_of_another_length_is_refused(int length) {
        assertThat(fieldsOf(SealKey.of("kid", new byte[length]).getError())).containsExactly("key");
        if (length > 0) {
            assertThat(SealKey.of("kid", new SecretKeySpec(new byte[length], "AES"))).isInvalid();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "é", "a/b", "\"",
        "k0123456789012345678901234567890123456789012345678901234567890123"})
    void a_name_with_other_characters_is_refused(String kid) {
        assertThat(fieldsOf(SealKey.of(kid, new byte[32]).getError())).containsExactly("kid");
        assertThat(fieldsOf(SealKey.of(kid, new byte[3]).getError())).containsExactly("kid", "key");
    }

    @Test
    void a_key_that_does_not_show_its_bytes_is_refused() {
        assertThat(fieldsOf(SealKey.of("kid", new HiddenKey(false)).getError())).containsExactly("key");
        assertThat(SealKey.of("kid", new HiddenKey(true)).getError().toString()).doesNotContain("key-secret");
    }

    @Test
    void the_callers_array_can_be_wiped_and_a_secret_key_means_the_same() {
        byte[] bytes = Seals.bytes(5);
        var key = SealKey.of(CURRENT.kid(), bytes).get();
        Arrays.fill(bytes, (byte) 0);
        var same = SealKey.of(CURRENT.kid(), new SecretKeySpec(Seals.bytes(5), "AES")).get();

        String sealed = Seals.of(key).seal("text", PURPOSE, "ada").get();

        assertThat(Seals.of(same).open(sealed, PURPOSE, "ada")).containsOnRight("text");
        assertThat(Seals.of(CURRENT).open(sealed, PURPOSE, "ada")).containsOnRight("text");
    }

    @Test
    void a_ring_without_keys_or_with_two_of_a_name_is_refused() {
        assertThat(fieldsOf(JweSeal.builder(List.empty()).lifetime(LIFETIME).build().getError()))
                .containsExactly("ring");
        assertThat(fieldsOf(JweSeal.builder(List.of(CURRENT, OLD, CURRENT)).lifetime(LIFETIME).build().getError()))
                .containsExactly("ring");
        assertThat(fieldsOf(JweSeal.builder(List.of(CURRENT, Seals.key(CURRENT.kid(), 9))).lifetime(Duration.ZERO)
                .build().getError()))
                .containsExactly("ring", "lifetime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT720H0.001S", "PT99999999999H"})
    void a_lifetime_out_of_range_is_refused(String lifetime) {
        assertThat(fieldsOf(JweSeal.builder(List.of(CURRENT)).lifetime(Duration.parse(lifetime)).build().getError()))
                .containsExactly("lifetime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT1.5S", "PT720H"})
    void a_lifetime_at_the_ends_of_the_range_is_taken(String lifetime) {
        assertThat(JweSeal.builder(List.of(CURRENT)).lifetime(Duration.parse(lifetime)).build()).isValid();
    }

    @Test
    void a_provider_without_the_cipher_is_refused_at_once_and_once() {
        var signsOnly = ScriptedProvider.signing(() -> new byte[0]);

        assertThat(fieldsOf(JweSeal.builder(List.of(CURRENT, OLD)).lifetime(LIFETIME).clock(Clock.systemUTC())
                .provider(ProviderPolicy.signingWith(signsOnly)).build().getError()))
                .containsExactly("provider");
    }

    @Test
    void a_provider_that_loses_its_cipher_is_a_failure_that_names_it() {
        var provider = new LosingProvider();
        var seal = Seals.with(provider);
        String sealed = seal.seal("inner-secret", PURPOSE, "ada").get();
        provider.lose();

        for (SealFailure failure : List.of(
                seal.seal("inner-secret", PURPOSE, "ada").getLeft(), seal.open(sealed, PURPOSE, "ada").getLeft())) {
            assertThat(failure).returns(SealFailure.Kind.SEAL_BROKEN, SealFailure::kind);
            assertThat(failure.message()).contains("Losing", "NoSuchAlgorithmException").doesNotContain("inner-secret");
        }
    }

    /** Borrows the JDK's cipher for a while. */
    private static final class LosingProvider extends Provider {

        private static final long serialVersionUID = 1L;

        private LosingProvider() {
            super("Losing", "1", "for tests");
            Provider jdk = Security.getProvider("SunJCE");
            for (String type : new String[] {"Cipher", "AlgorithmParameters"}) {
                jdk.getServices().stream().filter(service -> service.getType().equals(type)).forEach(this::borrow);
            }
        }

        private void borrow(Service theirs) {
            putService(new Service(this, theirs.getType(), theirs.getAlgorithm(), theirs.getClassName(), null, null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    return theirs.newInstance(parameter);
                }
            });
        }

        private void lose() {
            List.ofAll(getServices()).forEach(this::removeService);
        }
    }
}
