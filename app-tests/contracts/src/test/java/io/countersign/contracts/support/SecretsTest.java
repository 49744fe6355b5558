package io.countersign.contracts.support;

import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A secret is found in every notation, and the failure does not show it. */
class SecretsTest {

    private static void assertFound(Secrets secrets, String text) {
        assertThatThrownBy(() -> secrets.assertHiddenIn("before " + text + " after"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("shows a secret")
                .message().doesNotContain(text);
    }

    @ParameterizedTest
    @EnumSource
    void the_numbers_of_a_private_key_are_found_however_they_are_written(SignatureScheme scheme) {
        try (var pair = NewKeyPair.generate(scheme).get()) {
            String pem = new String(pair.privateKeyPem());
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
            assertThat(PrivateNumbers.in(der)).isNotEmpty();

            for (Secrets secrets : List.of(Secrets.of(pem), Secrets.undeclared().besides(der).complete())) {
                PrivateNumbers.in(der).prepend(der).forEach(number -> {
                    String hex = HexFormat.of().formatHex(number);
                    assertFound(secrets, hex);
                    assertFound(secrets, hex.toUpperCase(Locale.ROOT).replaceAll("..", "$0:"));
                    assertFound(secrets, new BigInteger(1, number).toString());
                    assertFound(secrets, new BigInteger(1, number).toString(16));
                    assertFound(secrets, Arrays.toString(number));
                    assertFound(secrets, Base64.getEncoder().encodeToString(number));
                    assertFound(secrets, Base64.getUrlEncoder().withoutPadding().encodeToString(number));
                });
            }
        }
    }

    @Test
    void an_rsa_modulus_is_no_secret() throws Exception {
        var generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        var modulus = ((java.security.interfaces.RSAPublicKey) pair.getPublic()).getModulus();

        assertThatCode(() -> Secrets.undeclared().besides(pair.getPrivate().getEncoded()).complete()
                .assertHiddenIn(modulus, modulus.toString(16), pair.getPublic())).doesNotThrowAnyException();
    }

    @Test
    void a_pem_of_a_private_key_is_found_whosever_it_is_and_not_repeated() {
        assertFound(Secrets.of(), "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----");
    }

    @Test
    void a_pin_is_found_as_it_is_and_encoded() {
        assertFound(Secrets.of("2468-correct"), "2468-correct");
        assertFound(Secrets.of("2468-correct"), "MjQ2OC1jb3JyZWN0");
        assertFound(Secrets.of("2468-correct"), "323436382d636f7272656374");
    }

    @Test
    void the_failure_names_the_secret_its_notation_and_its_place() {
        Secrets secrets = Secrets.of("first-secret-0123456789", "2468-correct");

        assertThatThrownBy(() -> secrets.assertHiddenIn("nothing here", "PIN 2468-correct")).hasMessage(
                "the text form of java.lang.String shows a secret: secret 2, from character 5");
        assertThatThrownBy(() -> secrets.assertHiddenIn("MjQ2OC1jb3JyZWN0")).hasMessage(
                "the text form of java.lang.String shows a secret: secret 2 in base64, from character 1");
    }

    @Test
    void the_failure_calls_a_secret_by_its_name() {
        Secrets secrets = Secrets.undeclared().besidesNamed("the password", "2468-correct").complete();

        assertThatThrownBy(() -> secrets.assertHiddenIn(SigningFailure.keyUnusable("refused 2468-correct")))
                .message().startsWith("the text form of io.countersign.ports.failure.SigningFailure")
                .contains("shows a secret: the password, from character ");
        assertThatThrownBy(() -> secrets.besides("another-secret").assertHiddenIn("another-secret")).hasMessage(
                "the text form of java.lang.String shows a secret: secret 1, from character 1");
    }

    @Test
    void what_holds_no_secret_passes() {
        assertThatCode(() -> Secrets.of("2468-correct").assertHiddenIn("KeyUnderTest[Ecdsa]"))
                .doesNotThrowAnyException();
    }

    @Test
    void where_nobody_said_what_is_secret_nothing_passes_and_it_is_told_what_to_do() {
        assertThatThrownBy(() -> Secrets.undeclared().besides("password").assertHiddenIn("KeyUnderTest[Ecdsa]"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("hiding(…)", "hidingNothing()")
                .message().doesNotContain("password\"");
    }

    @Test
    void what_is_no_der_has_no_numbers() {
        assertThat(PrivateNumbers.in(new byte[] {0x30, (byte) 0x84, 1, 1, 1, 1})).isEmpty();
        assertThat(PrivateNumbers.in(new byte[] {0x04, 0x20, 1, 2})).isEmpty();
        assertThat(PrivateNumbers.in(new byte[] {0x04, (byte) 0x82, 1})).isEmpty();
        assertThat(PrivateNumbers.in(new byte[0])).isEmpty();
    }
}
