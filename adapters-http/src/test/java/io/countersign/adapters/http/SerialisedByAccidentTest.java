package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.countersign.adapters.http.interceptor.UserActionFailedException;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.credential.PasswordAssertion;
import io.countersign.domain.credential.TotpAssertion;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActionException;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * An application that hands one of our values to its web framework or its session store by accident gives no secret
 * away: not by components, getters, methods or fields, and not by Java's own serialisation.
 */
@SuppressWarnings("deprecation")
class SerialisedByAccidentTest {

    private static final String SECRET = "s3cr3t-s3cr3t-s3cr3t";
    private static final List<ObjectMapper> MAPPERS = List.of(
            new ObjectMapper(),
            new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS),
            new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .setVisibility(PropertyAccessor.FIELD, Visibility.ANY),
            new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .setVisibility(PropertyAccessor.ALL, Visibility.ANY));

    static Stream<Object> valuesThatHoldSecrets() {
        UserAction action = UserAction.of("POST", "/wallets", SECRET).get();
        UserActionToken token = UserActionToken.of(SECRET).get();
        AuthorizedAction authorized = action.authorizedBy(token);
        EncryptedPrivateKey locked = new EncryptedPrivateKey(SECRET);
        UserActionChallenge challenge = challenge(locked);
        SignedChallenge signed = challenge.signedBy(new PasswordAssertion(SECRET), new TotpAssertion(SECRET)).get();
        ApiAnswer answer = new ApiAnswer(202, Option.none(), SECRET);
        ApiFailure pending = new ApiFailure.PolicyPending(Exchange.EXECUTION, answer);
        UserActionFailure failed = UserActionFailure.apiFailed(pending);
        String bearer = SECRET + "";
        return Stream.of(
                action, action.payload(), ActionPayload.of(SECRET), token, Option.some(token), authorized,
                Either.right(authorized), answer, pending, failed, new UserActionException(failed),
                new UserActionFailedException(failed), locked, new ExternalAuthenticationUrl(SECRET),
                ChallengeIdentifier.of(SECRET), challenge.allowCredentials(), challenge,
                new PendingUserAction(action, challenge), signed, Option.some(signed),
                new PasswordAssertion(SECRET), new TotpAssertion(SECRET), signed.firstFactor(),
                Octets.of(SECRET.getBytes(StandardCharsets.UTF_8)),
                ConnectionSettings.builder("https://api.example.com", () -> bearer.substring(0)).buildOrThrow());
    }

    private static UserActionChallenge challenge(EncryptedPrivateKey locked) {
        return new UserActionChallenge(
                Challenge.of("c").get(), ChallengeIdentifier.of(SECRET).get(),
                List.of(new SupportedCredential(CredentialKind.PASSWORD, CredentialFactor.FIRST, true),
                        new SupportedCredential(CredentialKind.TOTP, CredentialFactor.SECOND, false)),
                UserVerification.REQUIRED, Attestation.NONE,
                new AllowedCredentials(List.empty(), List.empty(),
                        List.of(new AllowedCredentials.PasswordProtectedKey(CredentialId.of("k").get(), locked))),
                new ExternalAuthenticationUrl(SECRET), Option.some(new RelyingParty("example.com", "Example")));
    }

    @ParameterizedTest
    @MethodSource("valuesThatHoldSecrets")
    void jackson_finds_no_secret_in_it(Object value) {
        for (ObjectMapper mapper : MAPPERS) {
            assertShowsNoSecret(writtenBy(mapper, value));
            assertShowsNoSecret(writtenBy(mapper, List.of(value).asJava()));
        }
    }

    /** Values as they must not be: one of the mappers finds each out, so that finding nothing means something. */
    record Shown(String secret) {
    }

    static final class Hidden {

        private final String secret = SECRET;

        @Override
        public String toString() {
            return secret.length() + " characters";
        }
    }

    @Test
    void a_record_or_a_field_that_holds_a_secret_would_be_found() {
        assertThat(writtenBy(MAPPERS.head(), new Shown(SECRET))).contains(SECRET);
        assertThat(writtenBy(MAPPERS.head(), new Hidden())).doesNotContain(SECRET);
        assertThat(writtenBy(MAPPERS.get(2), new Hidden())).contains(SECRET);
    }

    private static String writtenBy(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException | StackOverflowError refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("valuesThatHoldSecrets")
    void java_serialisation_finds_no_secret_in_it(Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var output = new ObjectOutputStream(bytes)) {
            output.writeObject(value);
        } catch (java.io.NotSerializableException refused) {
            assertShowsNoSecret(String.valueOf(refused.getMessage()));
        }
        assertShowsNoSecret(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    private static void assertShowsNoSecret(String written) {
        assertThat(written).doesNotContain(
                SECRET, Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)).substring(0, 20));
    }
}
