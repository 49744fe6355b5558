package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.countersign.adapters.http.wire.AuthenticationResponse;
import io.countersign.adapters.http.wire.ChallengeResponse;
import io.countersign.adapters.http.wire.RequestOptions;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.adapters.http.wire.WireValidation;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;

/**
 * Writes the request that a browser or phone answers, and reads its answer, as JSON (WebAuthn Level 3 §5.1.8, §5.1.9).
 *
 * <pre>{@code
 * var webAuthn = WebAuthnJson.builder().buildOrThrow();
 * var options = webAuthn.requestOptions(pending.challenge().assertionRequest());          // to the browser
 * var assertion = webAuthn.assertion(answer, pending.challenge().assertionRequest());     // back from it
 * }</pre>
 *
 * <p>In the browser:
 *
 * <pre>{@code
 * const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
 * const answer = JSON.stringify((await navigator.credentials.get({publicKey})).toJSON());
 * }</pre>
 *
 * <p>Browsers identify credentials by bytes. The API's ids are decoded for them, their answer is matched by those
 * bytes, and the assertion has the id as the API spells it. Signatures are verified by the API.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebAuthnJson {

    /** The longest answer that is read, in characters. */
    static final int MAX_LENGTH = 64 * 1024;

    private final Duration timeout;

    private WebAuthnJson(Builder builder) {
        this.timeout = builder.timeout;
    }

    /** Returns a builder with a timeout of a minute. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a request as {@code PublicKeyCredentialRequestOptionsJSON}: the challenge in UTF-8, and the passkeys that
     * may answer, without those whose ids are not bytes in base64 or base64url, as no browser could find them.
     *
     * @param request the request to write
     * @return the JSON, or a violation if there is no passkey
     */
    public Either<Seq<Violation>, String> requestOptions(AssertionRequest request) {
        Seq<PasskeyId> passkeys = Objects.requireNonNull(request, "request").allowed()
                .flatMap(PasskeyId::of).distinctBy(Comparator.comparing(PasskeyId::bytes));
        return passkeys.isEmpty()
                ? Either.left(List.of(new Violation("allowCredentials",
                        "must hold a passkey whose id is base64 or base64url of 1 to "
                                + RequestOptions.Descriptor.LONGEST_ID + " bytes")))
                : written(new RequestOptions(
                        Octets.of(request.challenge().value().getBytes(StandardCharsets.UTF_8)).base64Url(),
                        timeout.toMillis(),
                        request.rp().map(RelyingParty::id).filter(id -> !id.isEmpty()).getOrNull(),
                        passkeys.map(WebAuthnJson::descriptor).toJavaList(),
                        ChallengeResponse.UserVerification.valueOf(request.userVerification().name())));
    }

    private static RequestOptions.Descriptor descriptor(PasskeyId id) {
        Seq<String> transports = id.passkey().transports();
        return new RequestOptions.Descriptor(
                "public-key", id.bytes().base64Url(), transports.isEmpty() ? null : transports.toJavaList());
    }

    private static Either<Seq<Violation>, String> written(RequestOptions options) {
        Seq<Violation> violations = WireValidation.violationsOf(options);
        if (!violations.isEmpty()) {
            return Either.left(violations);
        }
        try {
            return Either.right(WireJson.documents().writeValueAsString(options));
        } catch (JsonProcessingException unwritable) {
            return Either.left(WireValidation.violationsOf(unwritable));
        }
    }

    /**
     * Returns the assertion in an {@code AuthenticationResponseJSON}. Whether it answers the request, and from an
     * allowed origin, is decided where the action is completed ({@code DelegatedUserActions.complete}).
     *
     * @param json the text of {@code PublicKeyCredential.toJSON()}; 65536 characters at most
     * @param request the request, whose passkeys tell how the API spells the id
     * @return the assertion; or everything that is wrong with its form, naming members and never repeating their values
     */
    public Either<Seq<Violation>, Fido2Assertion> assertion(String json, AssertionRequest request) {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(request, "request");
        return response(json).flatMap(response -> assertion(response, request));
    }

    private static Either<Seq<Violation>, AuthenticationResponse> response(String json) {
        if (json.length() > MAX_LENGTH) {
            return Either.left(List.of(new Violation("body", "must be at most " + MAX_LENGTH + " characters")));
        }
        try {
            return validated(WireJson.mapper().readValue(json, AuthenticationResponse.class));
        } catch (JsonProcessingException unreadable) {
            return Either.left(WireValidation.violationsOf(unreadable));
        }
    }

    private static Either<Seq<Violation>, AuthenticationResponse> validated(@Nullable AuthenticationResponse response) {
        if (response == null) {
            return Either.left(List.of(new Violation("body", "must be a JSON object")));
        }
        Seq<Violation> violations = WireValidation.violationsOf(response)
                .appendAll(Option.when(!Objects.equals(response.id(), response.rawId()),
                        () -> new Violation("rawId", "must be the same as id")));
        return violations.isEmpty() ? Either.right(response) : Either.left(violations);
    }

    private static Either<Seq<Violation>, Fido2Assertion> assertion(
            AuthenticationResponse response, AssertionRequest request) {
        AuthenticationResponse.Assertion signed = response.response();
        return ClientDataJson.read(octets(signed.clientDataJSON()))
                .filterOrElse(clientData -> clientData.origin().isDefined(),
                        clientData -> List.of(new Violation("clientData.origin", "must not be null")))
                .map(clientData -> new Fido2Assertion(
                        idOfTheApi(response.id(), request), clientData, octets(signed.authenticatorData()),
                        octets(signed.signature()), Option.of(signed.userHandle()).map(WebAuthnJson::octets)));
    }

    private static CredentialId idOfTheApi(String browsersId, AssertionRequest request) {
        Octets bytes = octets(browsersId);
        return request.allowed().flatMap(PasskeyId::of)
                .find(id -> id.bytes().equals(bytes))
                .map(PasskeyId::passkey).map(Passkey::id)
                .getOrElse(() -> CredentialId.ofOrThrow(browsersId));
    }

    /** Decodes base64url that was validated. */
    private static Octets octets(String base64Url) {
        return Octets.ofBase64Url("", base64Url).get();
    }

    @Override
    public String toString() {
        return "WebAuthnJson[" + timeout + "]";
    }

    /** Builds {@link WebAuthnJson}. Not safe for use by several threads. */
    public static final class Builder {

        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofHours(1);

        private Duration timeout = Duration.ofMinutes(1);

        private Builder() {
        }

        /**
         * Sets the time that users have to sign; browsers take it as a hint. Default: a minute.
         *
         * @param time between a second and an hour
         */
        public Builder timeout(Duration time) {
            timeout = Objects.requireNonNull(time, "timeout");
            return this;
        }

        /**
         * Returns the reader and writer.
         *
         * @return the reader and writer, or everything that is wrong with its settings
         */
        public Validation<Seq<Violation>, WebAuthnJson> build() {
            return timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0
                    ? new Violation("timeout", "must be between a second and an hour").asInvalid()
                    : Validation.valid(new WebAuthnJson(this));
        }

        /**
         * Returns the reader and writer.
         *
         * @return the reader and writer
         * @throws InvalidValueException if anything is wrong with its settings, naming all of it
         */
        public WebAuthnJson buildOrThrow() {
            return InvalidValueException.valueOrThrow(build());
        }
    }
}
