package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.countersign.adapters.http.wire.AuthenticationResponse;
import io.countersign.adapters.http.wire.ChallengeResponse;
import io.countersign.adapters.http.wire.RequestOptions;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.adapters.http.wire.WireValidation;
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
 * What a browser or phone is asked and what it answers, as JSON (WebAuthn Level 3 §5.1.8 and §5.1.9).
 *
 * <pre>{@code
 * var webAuthn = WebAuthnJson.create();
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
 * <p>Browsers know credentials by bytes. The API's ids are decoded for them, and their answer is matched by those
 * bytes; the assertion then carries the id as the API spells it. Signatures are left to the API to verify.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebAuthnJson {

    /** In characters. */
    static final int LIMIT = 64 * 1024;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Duration timeout;

    private WebAuthnJson(Duration timeout) {
        this.timeout = timeout;
    }

    /** Returns the JSON for users who have 60 seconds to sign. */
    public static WebAuthnJson create() {
        return new WebAuthnJson(Duration.ofSeconds(60));
    }

    /**
     * Returns the JSON for users who have a given time to sign.
     *
     * @param time from a second to an hour; browsers take it as a hint
     */
    public Validation<Seq<Violation>, WebAuthnJson> withTimeout(Duration time) {
        Objects.requireNonNull(time, "time");
        return time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0
                ? new Violation("timeout", "must be between a second and an hour").asInvalid()
                : Validation.valid(new WebAuthnJson(time));
    }

    /**
     * The request as {@code PublicKeyCredentialRequestOptionsJSON}: the challenge's UTF-8 bytes, and the passkeys that
     * may answer.
     *
     * @return the violation that there is none, if no id can be bytes; ids that cannot are left out, since no browser
     *         could find them
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
        if (json.length() > LIMIT) {
            return Either.left(List.of(new Violation("body", "must be at most " + LIMIT + " characters")));
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
                        spelledByTheApi(response.id(), request), clientData, octets(signed.authenticatorData()),
                        octets(signed.signature()), Option.of(signed.userHandle()).map(WebAuthnJson::octets)));
    }

    private static CredentialId spelledByTheApi(String browsersId, AssertionRequest request) {
        Octets bytes = octets(browsersId);
        return request.allowed().flatMap(PasskeyId::of)
                .find(id -> id.bytes().equals(bytes))
                .map(PasskeyId::passkey).map(Passkey::id)
                .getOrElse(() -> CredentialId.ofOrThrow(browsersId));
    }

    /** Of base64url that was validated. */
    private static Octets octets(String base64Url) {
        return Octets.ofBase64Url("", base64Url).get();
    }

    @Override
    public String toString() {
        return "WebAuthnJson[" + timeout + "]";
    }
}
