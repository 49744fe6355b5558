package io.countersign.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.encoding.Sec1Key;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.passkey.Passkeys;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Option;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.HexFormat;

/** RFC 6979. */
@Tag("fips")
class DeterministicEcdsaTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final String KEY = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";

    private static ProviderPolicy deterministic() {
        return ProviderPolicy.bouncyCastle().withDeterministicEcdsa();
    }

    @ParameterizedTest
    @CsvSource({
        "sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
                + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
    })
    void a_signature_is_the_one_of_the_rfc(String message, String signature) throws IOException {
        String pem = OpenSsl.run("ecparam -name prime256v1") + Keys.pem("EC PRIVATE KEY",
                new Sec1Key(new BigInteger(KEY, 16), Option.none(), Option.none())
                        .toAsn1().getEncoded());

        assertThat(JcaSigningKey.fromPem(pem.toCharArray(), deterministic()).get()
                .sign(message.getBytes(StandardCharsets.US_ASCII)).get())
                .isEqualTo(EcdsaSignature.ofRaw(
                        SignatureScheme.ES256, HexFormat.of().parseHex(signature)).get().der()); // A.2.5
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "ES256K"})
    void the_same_message_gets_the_same_signature_which_openssl_verifies(SignatureScheme scheme) {
        String pem = Passkeys.pemFor(scheme);
        var key = JcaSigningKey.fromPem(pem.toCharArray(), deterministic()).get();
        byte[] signature = Keys.signature(key, MESSAGE);

        assertThat(Keys.signature(key, MESSAGE)).isEqualTo(signature);
        assertThat(Keys.signature(key, new byte[] {4})).isNotEqualTo(signature);
        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pem), MESSAGE, signature)).isTrue();
        assertThat(Keys.signature(Keys.signingKey(pem), MESSAGE)).as("unless it is asked for").isNotEqualTo(signature);
    }

    @ParameterizedTest
    @EnumSource(names = {"EDDSA", "RS256"})
    void schemes_that_are_deterministic_anyway_stay_as_they_are(SignatureScheme scheme) {
        String pem = Passkeys.pemFor(scheme);

        assertThat(JcaSigningKey.fromPem(pem.toCharArray(), deterministic()).get().sign(MESSAGE).get())
                .isEqualTo(Keys.signature(Keys.signingKey(pem), MESSAGE));
        assertThat(JcaSigningKey.fromPem(pem.toCharArray(), ProviderPolicy.jdk().withDeterministicEcdsa()).isRight())
                .isTrue();
    }

    @Test
    void a_provider_that_has_none_is_named_however_the_key_comes() throws Exception {
        Provider sunEc = Keys.jdk("SunEC");
        var policy = ProviderPolicy.only(sunEc).withDeterministicEcdsa();
        KeyRefusal refusal = KeyRefusal.of(Kind.NOT_DETERMINISTIC, "SunEC", SignatureScheme.ES256.joseName());

        assertThat(JcaSigningKey.fromPem(Keys.P256.toCharArray(), policy)).containsOnLeft(refusal);
        assertThat(JcaSigningKey.of(Keys.jdkKey(Keys.P256, "EC", "SunEC"), policy)).containsOnLeft(refusal);
        assertThat(NewKeyPair.generate(SignatureScheme.ES256, policy)).containsOnLeft(refusal);
        assertThat(refusal.message()).contains("SunEC", "RFC 6979", "ES256", "Give Bouncy Castle");
    }
}
