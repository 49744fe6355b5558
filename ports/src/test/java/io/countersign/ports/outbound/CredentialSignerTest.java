package io.countersign.ports.outbound;

import static io.countersign.ports.fixture.Challenges.forOneOf;
import static io.countersign.ports.fixture.Challenges.id;
import static io.countersign.ports.fixture.Challenges.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeApi;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class CredentialSignerTest {

    private final FakeKey signingKey = FakeKey.of("k", new FakeApi());
    private final CredentialSigner signer = CredentialSigner.key(id("k"), signingKey);

    @Test
    void a_key_signs_as_the_key_credential_of_its_id() {
        assertThat(signer.credential()).isEqualTo(key("k"));
        assertThat(signer).hasToString("CredentialSigner[Key k]");
    }

    @Test
    void a_key_is_given_the_client_data_and_the_assertion_carries_the_same_and_the_signature() {
        var clientData = ClientData.keyGet(Challenges.TEXT);

        assertThat(signer.sign(forOneOf("k"))).containsOnRight(new KeyAssertion(
                id("k"), clientData, Octets.of(FakeKey.signatureOf("k")), Option.none()));
        assertThat(signingKey.signed).containsExactly(clientData.json().toByteArray());
    }

    @Test
    void an_assertion_of_a_key_completes_the_challenge_it_was_made_for() {
        var challenge = forOneOf("k");

        assertThat(challenge.signedBy(signer.sign(challenge).get())).isValid();
    }

    @Test
    void a_signature_that_the_key_changes_afterwards_stays_as_it_was() {
        byte[] signature = {1, 2, 3};
        var assertion = (KeyAssertion) CredentialSigner.key(id("k"), message -> Either.right(signature))
                .sign(forOneOf("k")).get();

        signature[0] = 9;

        assertThat(assertion.signature().toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void a_key_that_does_not_sign_says_why() {
        var why = SigningFailure.keyUnusable("destroyed; load it again");

        assertThat(CredentialSigner.key(id("k"), message -> Either.left(why)).sign(forOneOf("k"))).containsOnLeft(why);
    }

    @Test
    void asking_again_helps_only_where_the_key_could_not_be_reached() {
        assertThat(SigningFailure.keyUnreachable("m").isRetryable()).isTrue();
        assertThat(SigningFailure.keyUnusable("m").isRetryable()).isFalse();
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.key(null, signingKey)).withMessage("id");
        assertThatNullPointerException().isThrownBy(() -> CredentialSigner.key(id("k"), null))
                .withMessage("signingKey");
    }
}
