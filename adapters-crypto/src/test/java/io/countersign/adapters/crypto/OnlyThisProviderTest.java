package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OwnJvm;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Where a policy allows one provider, no other does anything: what it lacks is refused instead. */
@Isolated("its tripwire, in the list of providers of the JVM, notices the other tests as well")
@Timeout(120)
class OnlyThisProviderTest {

    private static final String[] EVERYTHING = {
        "Cipher", "KeyFactory", "KeyPairGenerator", "Mac", "MessageDigest", "SecretKeyFactory", "SecureRandom",
        "Signature"
    };

    private static final Seq<String> OTHERS = List.of("org.bouncycastle.jcajce.provider.asymmetric",
            "org.bouncycastle.jcajce.provider.symmetric", "org.bouncycastle.jcajce.provider.digest", "org.conscrypt.",
            "sun.security.ec.ECDSASignature", "sun.security.ec.ed.EdDSASignature",
            "com.sun.crypto.provider.AESCipher", "com.sun.crypto.provider.GaloisCounterMode",
            "com.sun.crypto.provider.PBKDF2");

    @TempDir
    private Path directory;

    @Test
    @Tag("fips")
    void no_provider_is_looked_up_in_the_jvm_wide_list() {
        try (var tripwire = Tripwire.stretched()) {
            assertThat(EveryUse.under(ProviderPolicy.only(DefaultProvider.instance())).values()).containsOnly("done");

            assertThat(tripwire.touched).isEmpty();
        }
    }

    @Test
    void the_only_provider_does_everything_and_no_other_is_asked() {
        var provider = new CountingProvider(DefaultProvider.instance());
        try (var tripwire = Tripwire.stretched()) {
            Map<String, String> uses = EveryUse.under(ProviderPolicy.only(provider));

            assertThat(uses.values()).containsOnly("done");
            assertThat(provider.made).containsOnlyKeys(EVERYTHING);
            assertThat(tripwire.touched).isEmpty();
        }
    }

    /** Shows that the test above would fail. */
    @Test
    @Tag("fips")
    void the_tripwire_notices_who_looks_for_another() throws Exception {
        try (var tripwire = Tripwire.stretched()) {
            MessageDigest.getInstance("SHA-256");

            assertThat(tripwire.touched).singleElement().asString().contains("MessageDigest SHA-256");
        }
    }

    @Test
    void a_provider_that_is_given_alone_has_bouncy_castle_help_it_with_what_needs_no_secret() {
        var provider = new CountingProvider(Keys.jdk("SunEC"));

        JcaSigningKey.fromPem(Keys.P256.toCharArray(), signingWith(provider)).get().sign(new byte[] {1});

        assertThat(provider.made).containsExactlyInAnyOrderEntriesOf(java.util.Map.of("KeyFactory", 1, "Signature", 2));
    }

    @Test
    void an_algorithm_that_the_only_provider_lacks_is_refused() {
        var provider = new CountingProvider(Keys.jdk("SunEC"));
        try (var tripwire = Tripwire.stretched()) {
            Map<String, String> uses = EveryUse.under(ProviderPolicy.only(provider));

            assertThat(uses.filterValues("done"::equals).keySet())
                    .containsExactlyInAnyOrder("sign ES256", "sign EDDSA");
            assertThat(uses.removeAll(List.of("sign ES256", "sign EDDSA")).values()).allSatisfy(refusal ->
                    assertThat(refusal).containsAnyOf("Counting", "no provider that may be used", "must be able to"));
            assertThat(tripwire.touched).isEmpty();
        }
    }

    /** Counting cannot see who is called directly; the classes that a JVM loads can. */
    @Test
    void no_class_of_another_provider_is_even_loaded() throws Exception {
        Path log = directory.resolve("classes");

        Seq<String> lines = OwnJvm.lines(List.of("-Xlog:class+load:file=" + log + ":none", "-cp",
                OwnJvm.path(OwnJvm.classPathWithout()), EveryUse.class.getName(),
                AmazonCorrettoCryptoProvider.class.getName()));

        assertThat(lines.filter(line -> line.endsWith(": done")).map(line -> line.replace(": done", "")))
                .containsExactly("sign ES256", "new key ES256", "sign ES256K", "new key ES256K", "sign EDDSA",
                        "sign RS256", "new key RS256", "passkey", "seal");
        Seq<String> loaded = List.ofAll(Files.readAllLines(log)).map(line -> line.split(" ")[0]);
        assertThat(loaded).contains("com.amazon.corretto.crypto.provider.EvpSignature");
        assertThat(loaded.filter(name -> OTHERS.exists(name::startsWith))).isEmpty();
    }
}
