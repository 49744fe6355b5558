package io.countersign.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.OwnJvm;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the module path, too, exchanging Bouncy Castle's artifacts for one another is enough. */
@Timeout(120)
class ModulePathTest {

    private static final String MODULE = "io.countersign.adapters.crypto";
    private static final Seq<String> NEEDED = List.of("adapters-crypto/target/classes", "vavr/vavr/", "vavr-match",
            "jspecify/jspecify", "nimbus-jose-jwt").map(OwnJvm::entry)
            .append(OwnJvm.entryOf(UserAction.class)).append(OwnJvm.entryOf(SigningKey.class));

    @Test
    void bouncy_castle_signs_without_another_option_on_the_command_line() throws Exception {
        assertThat(chosenWith(OwnJvm.entry("bcprov-jdk18on"))).allMatch(line -> line.contains(": BC 1."));
    }

    @Test
    void the_fips_artifact_signs_without_another_option_on_the_command_line() throws Exception {
        assertThat(chosenWith(OwnJvm.fips())).allMatch(line -> line.contains(": BCFIPS "));
    }

    /** Its classes are read before any provider is asked for: to find a key in an HSM, to read what a KMS answers. */
    @ParameterizedTest
    @ValueSource(strings = {"EcdsaSignature", "RevealedSchemes"})
    void the_fips_artifact_is_found_whichever_class_is_used_first(String beginning) throws Exception {
        assertThat(run(FirstUse.class, List.of(beginning), OwnJvm.fips())).contains("works");
    }

    @Test
    void native_code_signs_without_another_option_on_the_command_line() throws Exception {
        assertThat(chosenWith(OwnJvm.entry("bcprov-jdk18on"), OwnJvm.entry("AmazonCorrettoCryptoProvider"),
                OwnJvm.entry("conscrypt")).filter(line -> line.contains("AmazonCorrettoCryptoProvider 2"))).hasSize(3);
    }

    /** Returns the choices of a JVM with these modules, in which every scheme is signed. */
    private static Seq<String> chosenWith(String... artifacts) throws Exception {
        Seq<String> lines = run(ChosenProviders.class, List.empty(), artifacts);

        assertThat(lines.filter(line -> line.endsWith("is signed: true"))).as(lines.mkString("\n")).hasSize(4);
        return lines.filter(line -> line.contains("("));
    }

    private static Seq<String> run(Class<?> program, List<String> arguments, String... artifacts) throws Exception {
        return OwnJvm.lines(List.of("-Dorg.bouncycastle.fips.approved_only=true",
                "--module-path", OwnJvm.path(NEEDED.appendAll(List.of(artifacts))),
                "--patch-module", MODULE + "=" + OwnJvm.entry("adapters-crypto/target/test-classes"),
                "--module", MODULE + "/" + program.getName()).appendAll(arguments));
    }
}
