package io.countersign.adapters.crypto.seal;

import static io.countersign.adapters.crypto.seal.Seals.CURRENT;
import static io.countersign.adapters.crypto.seal.Seals.OLD;
import static io.countersign.adapters.crypto.seal.Seals.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import io.countersign.ports.failure.SealFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Standard JWE, made and read by somebody else; and only the one form of it. */
@Tag("fips")
class SealInteroperabilityTest {

    private static final String CLAIMS =
            "{\"aud\":\"test\",\"sub\":\"ada\",\"iat\":1767323045,\"exp\":4102444800,\"text\":\"Zoë\"}";

    private final JweSeal seal = Seals.of(CURRENT, OLD);

    private static JWEHeader.Builder header() {
        return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).keyID(CURRENT.kid());
    }

    private static String claims(String audience) {
        return CLAIMS.replace("\"test\"", audience);
    }

    private static String sealedElsewhere(JWEHeader header, String claims) throws Exception {
        var jwe = new JWEObject(header, new Payload(claims));
        jwe.encrypt(new DirectEncrypter(Seals.bytes(5)));
        return jwe.serialize();
    }

    @Test
    void what_is_sealed_elsewhere_in_the_same_form_opens() throws Exception {
        assertThat(seal.open(sealedElsewhere(header().build(), CLAIMS), PURPOSE, "ada")).containsOnRight("Zoë");
        assertThat(seal.open(sealedElsewhere(header().build(), CLAIMS), PURPOSE, "bob"))
                .containsOnLeft(SealFailure.forAnotherUser());
    }

    @Test
    void what_is_sealed_here_opens_elsewhere_as_an_encrypted_jwt() throws Exception {
        var before = Instant.now().minusSeconds(1);
        var jwt = EncryptedJWT.parse(seal.seal("Zoë", PURPOSE, "ada").get());
        jwt.decrypt(new DirectDecrypter(Seals.bytes(5)));

        assertThat(jwt.getHeader().toJSONObject()).containsOnlyKeys("alg", "enc", "kid")
                .containsEntry("alg", "dir").containsEntry("enc", "A256GCM").containsEntry("kid", "2026-05");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("test");
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("ada");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("text")).isEqualTo("Zoë");
        assertThat(jwt.getJWTClaimsSet().getIssueTime()).isBetween(before, Instant.now());
        assertThat(jwt.getJWTClaimsSet().getExpirationTime())
                .isBetween(before.plus(Seals.LIFETIME), Instant.now().plus(Seals.LIFETIME).plusSeconds(1));
    }

    @Test
    void no_other_header_is_taken_even_if_it_is_genuine() throws Exception {
        var headers = List.<UnaryOperator<JWEHeader.Builder>>of(
                header -> header.compressionAlgorithm(CompressionAlgorithm.DEF),
                header -> header.criticalParams(Set.of("usr")).customParam("usr", "ada"),
                header -> header.criticalParams(Set.of("exp")).customParam("exp", 4102444800L),
                header -> header.type(JOSEObjectType.JWT),
                header -> header.contentType("JWT"),
                header -> header.keyID(null),
                header -> header.customParam("usr", "ada"));

        for (UnaryOperator<JWEHeader.Builder> change : headers) {
            JWEHeader changed = change.apply(header()).build();
            assertThat(seal.open(sealedElsewhere(changed, CLAIMS), PURPOSE, "ada")).as(changed.toString())
                    .containsOnLeft(SealFailure.altered());
        }
    }

    /** The form that had purpose and user in the header, where everybody could read them. */
    @Test
    void a_genuine_text_of_the_earlier_form_does_not_open() throws Exception {
        JWEHeader earlier = header().customParam("purpose", "test").customParam("usr#S256", "hash").build();

        for (String claims : List.of(CLAIMS, "{\"iat\":1767323045,\"exp\":4102444800,\"text\":\"Zoë\"}")) {
            assertThat(seal.open(sealedElsewhere(earlier, claims), PURPOSE, "ada"))
                    .containsOnLeft(SealFailure.altered());
        }
    }

    @Test
    void a_genuine_text_with_another_purpose_or_more_than_one_does_not_open() throws Exception {
        for (String other : List.of("\"TEST\"", "\"\"", "\" test\"", "[]", "[\"test\",\"rest\"]",
                "[\"rest\",\"test\"]")) {
            assertThat(seal.open(sealedElsewhere(header().build(), claims(other)), PURPOSE, "ada")).as(other)
                    .containsOnLeft(SealFailure.forAnotherPurpose());
        }
    }

    @Test
    void a_genuine_text_that_is_not_valid_yet_does_not_open() throws Exception {
        String later = CLAIMS.replace("\"iat\"", "\"nbf\":4102444799,\"iat\"");

        assertThat(seal.open(sealedElsewhere(header().build(), later), PURPOSE, "ada").getLeft())
                .returns(SealFailure.Kind.UNUSABLE, SealFailure::kind);
    }

    @Test
    void no_other_cipher_is_taken_even_with_the_right_key() throws Exception {
        for (EncryptionMethod method : List.of(EncryptionMethod.A128CBC_HS256, EncryptionMethod.A256GCM)) {
            var wrapped = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.A256KW, method)
                    .keyID(CURRENT.kid()).build(), new Payload(CLAIMS));
            wrapped.encrypt(new AESEncrypter(Seals.bytes(5)));
            assertThat(seal.open(wrapped.serialize(), PURPOSE, "ada")).containsOnLeft(SealFailure.altered());
        }
        var cbc = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256)
                .keyID(CURRENT.kid()).build();
        assertThat(seal.open(sealedElsewhere(cbc, CLAIMS), PURPOSE, "ada")).containsOnLeft(SealFailure.altered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "[]", "null", "{}", "{A,\"exp\":4102444800}", "{A,\"text\":\"inner-secret\"}",
        "{\"aud\":\"test\",\"sub\":\"ada\",\"exp\":4102444800,\"text\":\"inner-secret\"}",
        "{\"aud\":\"test\",\"iat\":1,\"exp\":4102444800,\"text\":\"inner-secret\"}",
        "{\"sub\":\"ada\",\"iat\":1,\"exp\":4102444800,\"text\":\"inner-secret\"}",
        "{\"aud\":17,\"sub\":\"ada\",\"iat\":1,\"exp\":4102444800,\"text\":\"inner-secret\"}",
        "{\"aud\":true,\"sub\":\"ada\",\"iat\":1,\"exp\":4102444800,\"text\":\"inner-secret\"}",
        "{A,\"exp\":\"4102444800\",\"text\":\"inner-secret\"}", "{A,\"exp\":4102444800,\"text\":17}",
        "{A,\"exp\":4102444800,\"text\":null}", "{A,\"exp\":9223372036854775807,\"text\":\"inner-secret\"}",
        "{A,\"exp\":null,\"text\":\"inner-secret\"}"})
    void genuine_content_of_another_form_is_told_as_such(String content) throws Exception {
        String claims = content.replace("A,", "\"aud\":\"test\",\"sub\":\"ada\",\"iat\":1,");

        assertThat(seal.open(sealedElsewhere(header().build(), claims), PURPOSE, "ada").getLeft())
                .returns(SealFailure.Kind.UNUSABLE, SealFailure::kind)
                .satisfies(failure -> assertThat(failure + failure.message()).doesNotContain("inner-secret")
                        .contains("claims"));
    }
}
