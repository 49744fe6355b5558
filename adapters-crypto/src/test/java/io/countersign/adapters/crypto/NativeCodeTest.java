package io.countersign.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.fixture.OwnJvm;
import io.countersign.adapters.crypto.passkey.Passkeys;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.provider.NativeProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** Native code is chosen where it is there and works, and nothing is lost where it does not. */
@Timeout(120)
class NativeCodeTest {

    private static final String CORRETTO = "AmazonCorrettoCryptoProvider";
    private static final String CONSCRYPT = "conscrypt";
    private static final String WITHOUT_CORRETTOS_LIBRARY = "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true";
    private static final String WITHOUT_CONSCRYPTS_LIBRARY = "-Dorg.conscrypt.native.workdir=pom.xml";

    @Test
    void native_code_is_chosen_and_said_to_be_where_it_was_tried() {
        var policy = ProviderPolicy.fastest();

        assertThat(policy.choices().map(ProviderChoice::scheme)).containsExactly(SignatureScheme.values());
        assertThat(policy.toString().lines()).hasSize(4)
                .anyMatch(line -> line.matches("ES256: " + CORRETTO + ".*native code, loaded and tried.*"))
                .anyMatch(line -> line.startsWith("EdDSA: " + CORRETTO))
                .anyMatch(line -> line.startsWith("RS256: " + CORRETTO))
                .anyMatch(line -> line.startsWith("ES256K: BC") && line.contains("faster than native code"));
    }

    @ParameterizedTest
    @MethodSource("schemesThatAreNative")
    void what_native_code_signs_openssl_verifies(SignatureScheme scheme) {
        String pem = Passkeys.pemFor(scheme);
        try (var key = JcaSigningKey.fromPem(pem.toCharArray(), ProviderPolicy.fastest()).get()) {
            assertThat(key.provider().getName()).isEqualTo(CORRETTO);
            assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pem), new byte[] {1},
                    Keys.signature(key, new byte[] {1}))).isTrue();
        }
    }

    static Stream<SignatureScheme> schemesThatAreNative() {
        return Stream.of(SignatureScheme.ES256, SignatureScheme.EDDSA, SignatureScheme.RS256);
    }

    @Test
    void without_its_artifacts_bouncy_castle_does_everything_and_says_why() throws Exception {
        Seq<String> said = chosen(OwnJvm.classPathWithout(CORRETTO, CONSCRYPT));

        assertThat(said.filter(line -> line.contains("BC 1."))).hasSize(4);
        assertThat(said.head()).isEqualTo("ES256: BC " + DefaultProvider.instance().getVersionStr()
                + " (no native code: AmazonCorrettoCryptoProvider is not among this application's artifacts; "
                + "Conscrypt is not among this application's artifacts)");
    }

    @Test
    void the_second_fastest_signs_where_the_first_does_not_load() throws Exception {
        Seq<String> said = chosen(OwnJvm.classPathWithout(), WITHOUT_CORRETTOS_LIBRARY);

        assertThat(said.head())
                .startsWith(NativeProvider.CONSCRYPT.loaded().isRight() ? "ES256: Conscrypt" : "ES256: BC")
                .contains("native code", CORRETTO + " does not load here (");
        assertThat(said.get(2)).contains("EdDSA: BC", CORRETTO + " does not load here (", "; Conscrypt does not ");
    }

    @Test
    void a_library_that_does_not_load_is_passed_over() throws Exception {
        Seq<String> said = chosen(OwnJvm.classPathWithout(), WITHOUT_CORRETTOS_LIBRARY, WITHOUT_CONSCRYPTS_LIBRARY);

        assertThat(said.filter(line -> line.contains("BC 1."))).hasSize(4);
        assertThat(said.head()).contains(CORRETTO + " does not load here (", "Conscrypt does not load here (");
    }

    /** What such a JVM says, in which everything is signed all the same. */
    private static Seq<String> chosen(Seq<String> classPath, String... options) throws Exception {
        Seq<String> lines = OwnJvm.lines(List.of(options).appendAll(
                List.of("-cp", OwnJvm.path(classPath), ChosenProviders.class.getName())));

        assertThat(lines.filter(line -> line.endsWith("is signed: true"))).as(lines.mkString("\n")).hasSize(4);
        return lines;
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void however_a_library_fails_to_load_it_is_a_reason_and_no_more(Supplier<Error> error, String reason) {
        assertThat(NativeProvider.loadedBy(() -> {
            throw error.get();
        }).getLeft()).isEqualTo(reason);
    }

    static Stream<Arguments> waysToFail() {
        return Stream.of(
                way(() -> new UnsatisfiedLinkError("/a/path"), "does not load here (java.lang.UnsatisfiedLinkError)"),
                way(() -> new ExceptionInInitializerError(new IllegalStateException("/a/path")),
                        "does not load here (java.lang.IllegalStateException)"),
                way(() -> new NoClassDefFoundError("Could not initialize class X"),
                        "does not load here (java.lang.NoClassDefFoundError)"),
                way(() -> (Error) new NoClassDefFoundError("X").initCause(new ClassNotFoundException("X")),
                        "is not among this application's artifacts"),
                way(() -> new AssertionError("a self-test"), "does not load here (java.lang.AssertionError)"));
    }

    private static Arguments way(Supplier<Error> error, String reason) {
        return Arguments.of(error, reason);
    }

    @Test
    void a_runtime_exception_is_a_reason_too_and_what_ends_the_jvm_is_not() {
        assertThat(NativeProvider.loadedBy(() -> {
            throw new IllegalStateException("a path");
        }).getLeft()).isEqualTo("does not load here (java.lang.IllegalStateException)");
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() ->
                NativeProvider.loadedBy(() -> {
                    throw new OutOfMemoryError();
                }));
    }
}
