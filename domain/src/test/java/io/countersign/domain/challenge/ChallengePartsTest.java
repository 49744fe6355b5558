package io.countersign.domain.challenge;

import static io.countersign.domain.fixture.Credentials.id;
import static io.countersign.domain.fixture.Credentials.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AllowedCredentials.PasswordProtectedKey;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengePartsTest {

    @ParameterizedTest
    @ValueSource(strings = {"MTY4YjM3", " ", "\n", "é", "\uD83D", "{\"a\":1}"})
    void a_challenge_and_its_identifier_are_kept_as_they_are(String text) {
        assertThat(Challenge.ofOrThrow(text).value()).isEqualTo(text);
        assertThat(Challenge.ofOrThrow(text)).hasToString(OneLine.of(text));
        assertThat(ChallengeIdentifier.ofOrThrow(text).value()).isEqualTo(text);
    }

    @Test
    void an_empty_challenge_is_refused_and_so_is_an_empty_identifier() {
        assertThat(Challenge.of("")).containsInvalid(List.of(new Violation("challenge", "must not be empty")));
        assertThat(ChallengeIdentifier.of(""))
                .containsInvalid(List.of(new Violation("challengeIdentifier", "must not be empty")));
    }

    @Test
    void an_encrypted_private_key_is_found_by_its_exact_id() {
        var allowed = new AllowedCredentials(List.of(new AllowedCredentials.Key(id("k"))), List.empty(), List.of(
                new PasswordProtectedKey(id("a"), new EncryptedPrivateKey("the key of a")),
                new PasswordProtectedKey(id("b"), new EncryptedPrivateKey("the key of b"))));

        assertThat(allowed.encryptedPrivateKeyOf(id("b"))).contains(new EncryptedPrivateKey("the key of b"));
        assertThat(allowed.encryptedPrivateKeyOf(id("B"))).isEmpty();
        assertThat(allowed.encryptedPrivateKeyOf(id("k"))).isEmpty();
    }

    @Test
    void without_allowed_ids_no_credential_that_has_an_id_may_sign() {
        assertThat(AllowedCredentials.NONE.ofKind(CredentialKind.KEY)).isEmpty();
        assertThat(AllowedCredentials.NONE.ofKind(CredentialKind.FIDO2)).isEmpty();
        assertThat(AllowedCredentials.NONE.ofKind(CredentialKind.PASSWORD_PROTECTED_KEY)).isEmpty();
        assertThat(AllowedCredentials.NONE.encryptedPrivateKeyOf(key("k").id().get())).isEmpty();
    }

    @Test
    void an_external_authentication_url_may_be_empty() {
        assertThat(new ExternalAuthenticationUrl("").value()).isEmpty();
        assertThat(new ExternalAuthenticationUrl("https://a.test").value()).isEqualTo("https://a.test");
    }
}
