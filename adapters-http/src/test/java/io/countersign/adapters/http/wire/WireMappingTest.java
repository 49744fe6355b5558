package io.countersign.adapters.http.wire;

import io.countersign.domain.challenge.UserActionChallenge;
import org.instancio.Instancio;
import org.instancio.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.instancio.Select.allStrings;
import static org.instancio.Select.field;

class WireMappingTest {

    private static final Model<ChallengeResponse> ANY_CHALLENGE = Instancio.of(ChallengeResponse.class)
            .generate(allStrings(), gen -> gen.string().unicode().minLength(0).maxLength(12))
            .set(field(ChallengeResponse.Key::type), "public-key")
            .set(field(ChallengeResponse.Webauthn::type), "public-key")
            .set(field(ChallengeResponse.PasswordProtectedKey::type), "public-key")
            .withNullable(field(ChallengeResponse::rp))
            .withNullable(field(ChallengeResponse.AllowCredentials::key))
            .withNullable(field(ChallengeResponse.AllowCredentials::webauthn))
            .withNullable(field(ChallengeResponse.AllowCredentials::passwordProtectedKey))
            .withNullable(field(ChallengeResponse.Webauthn::transports))
            .toModel();

    @Test
    void every_challenge_that_passes_validation_becomes_one_of_the_domain() {
        var mapper = new GeneratedChallengeMapper();
        int passed = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            ChallengeResponse wire = Instancio.of(ANY_CHALLENGE).withSeed(seed).create();
            if (WireValidation.violationsOf(wire).isEmpty()) {
                passed++;
                UserActionChallenge challenge = mapper.toDomain(wire);

                assertThat(challenge.challenge().value()).as("seed %d", seed).isEqualTo(wire.challenge());
                assertThat(challenge.supportedCredentialKinds().map(kind -> kind.kind().name())).as("seed %d", seed)
                        .containsExactlyElementsOf(wire.supportedCredentialKinds().stream()
                                .map(ChallengeResponse.SupportedCredentialKind::kind).toList());
                assertThat(challenge.allowCredentials().key().map(key -> key.id().value())).as("seed %d", seed)
                        .containsExactlyElementsOf(wire.allowCredentials().key() == null ? List.of()
                                : wire.allowCredentials().key().stream().map(ChallengeResponse.Key::id).toList());
            }
        }
        assertThat(passed).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "!~", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"})
    void every_token_that_passes_validation_becomes_one_of_the_domain(String token) {
        var wire = new RedemptionResponse(token);

        assertThat(WireValidation.violationsOf(wire)).isEmpty();
        assertThat(new GeneratedRedemptionMapper().toDomain(wire).value()).isEqualTo(token);
    }

    @Test
    void messages_that_carry_secrets_hide_them() {
        var messages = List.of(
                Instancio.of(ChallengeResponse.class).set(field(ChallengeResponse::externalAuthenticationUrl), "secret")
                        .set(field(ChallengeResponse.PasswordProtectedKey::encryptedPrivateKey), "secret").create(),
                new ChallengeResponse.PasswordProtectedKey("public-key", "id", "secret"),
                new RedemptionResponse("secret"),
                new RedemptionRequest.PasswordFactor(RedemptionRequest.Kind.Password, "secret"),
                new RedemptionRequest.TotpFactor(RedemptionRequest.Kind.Totp, "secret"),
                new RedemptionRequest("secret", new RedemptionRequest.TotpFactor(RedemptionRequest.Kind.Totp, "secret"),
                        null),
                new ChallengeRequest("POST", "/", "secret", ChallengeRequest.ServerKind.API),
                new PendingDocument(1, new PendingDocument.Action(
                        PendingDocument.Method.POST, "/", "secret", ChallengeRequest.ServerKind.API, true, "order-1"),
                        Instancio.of(ChallengeResponse.class)
                                .set(field(ChallengeResponse::externalAuthenticationUrl), "secret")
                                .set(field(ChallengeResponse::challengeIdentifier), "secret").create()),
                new AuthenticationResponse("public-key", "id", "id",
                        new AuthenticationResponse.Assertion("secret", "secret", "secret", "secret")));

        assertThat(messages).allSatisfy(message -> assertThat(message.toString()).doesNotContain("secret"));
    }

    @Test
    void what_goes_out_is_validated_too() {
        var empty = new RedemptionRequest("", new RedemptionRequest.SigningFactor(RedemptionRequest.Kind.Key,
                new RedemptionRequest.KeyAssertion("", "not base64url!", "", null)), null);

        assertThat(WireValidation.violationsOf(empty).map(violation -> violation.field())).containsExactly(
                "challengeIdentifier",
                "firstFactor.credentialAssertion.clientData",
                "firstFactor.credentialAssertion.credId",
                "firstFactor.credentialAssertion.signature");
    }
}
