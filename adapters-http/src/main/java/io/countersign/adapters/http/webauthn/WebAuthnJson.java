package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.countersign.adapters.http.wire.AuthenticationResponse;
import io.countersign.adapters.http.wire.ChallengeResponse;
import io.countersign.adapters.http.wire.CreationOptions;
import io.countersign.adapters.http.wire.IdentifiedTwice;
import io.countersign.adapters.http.wire.RegistrationChallenge;
import io.countersign.adapters.http.wire.RegistrationResponse;
import io.countersign.adapters.http.wire.RequestOptions;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.adapters.http.wire.WireValidation;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.RegistrationRequest;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;

/**
 * Writes the requests that browsers and phones answer, and reads their answers, as JSON (WebAuthn Level 3 §5.1.8,
 * §5.1.9): to sign with a passkey, and to make one.
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
 * <p>Some browsers, password managers and phones write bytes in base64 instead of base64url, with padding, an empty
 * text where there is none, or no {@code rawId}. All of that is read; base64url is written.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebAuthnJson {

    /** The longest answer that is read, in characters. */
    static final int MAX_LENGTH = 64 * 1024;
    private static final String PUBLIC_KEY = "public-key";

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
        Seq<RequestOptions.Descriptor> passkeys = descriptors(Objects.requireNonNull(request, "request").allowed());
        return passkeys.isEmpty()
                ? Either.left(List.of(new Violation("allowCredentials",
                        "must hold a passkey whose id is base64 or base64url of 1 to "
                                + RequestOptions.Descriptor.LONGEST_ID + " bytes")))
                : written(new RequestOptions(
                        base64Url(request.challenge().value()),
                        timeout.toMillis(),
                        request.rp().map(RelyingParty::id).filter(id -> !id.isEmpty()).getOrNull(),
                        passkeys.toJavaList(),
                        ChallengeResponse.UserVerification.valueOf(request.userVerification().name())));
    }

    private static Seq<RequestOptions.Descriptor> descriptors(Seq<Passkey> passkeys) {
        return passkeys.flatMap(PasskeyId::of).distinctBy(Comparator.comparing(PasskeyId::bytes))
                .map(id -> new RequestOptions.Descriptor(PUBLIC_KEY, id.bytes().base64Url(),
                        id.passkey().transports().isEmpty() ? null : id.passkey().transports().toJavaList()));
    }

    private static Either<Seq<Violation>, String> written(Object options) {
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
        return answer(json, AuthenticationResponse.class).flatMap(answer ->
                clientDataOfBrowser(answer.response().clientDataJSON()).map(clientData -> new Fido2Assertion(
                        PasskeyId.spelled(octets(answer.id()), request.allowed()), clientData,
                        octets(answer.response().authenticatorData()), octets(answer.response().signature()),
                        Option.of(answer.response().userHandle()).map(WebAuthnJson::octets))));
    }

    /**
     * Reads the answer of {@code POST /auth/credentials/init} or {@code POST /auth/registration/init} that asks for a
     * passkey.
     *
     * @param json the answer's body; 65536 characters at most
     * @return the request; or everything that is wrong with it, naming members and never repeating their values
     */
    public static Either<Seq<Violation>, RegistrationRequest> registrationRequest(String json) {
        return message(Objects.requireNonNull(json, "json"), RegistrationChallenge.class)
                .map(RegistrationMapper::toDomain);
    }

    /**
     * Returns a request to make a passkey as {@code PublicKeyCredentialCreationOptionsJSON}, to be given to
     * {@code PublicKeyCredential.parseCreationOptionsFromJSON} and {@code navigator.credentials.create}.
     *
     * @param request the request to write
     * @return the JSON; or the violations, if browsers would refuse it
     */
    public Either<Seq<Violation>, String> creationOptions(RegistrationRequest request) {
        RegistrationRequest.User user = Objects.requireNonNull(request, "request").user();
        return written(new CreationOptions(
                new CreationOptions.RelyingParty(request.rp().id(), request.rp().name()),
                new CreationOptions.User(base64Url(user.id()), user.name(), user.displayName()),
                base64Url(request.challenge().value()),
                request.algorithms().map(algorithm -> new CreationOptions.Parameters(PUBLIC_KEY, algorithm))
                        .toJavaList(),
                timeout.toMillis(),
                descriptors(request.exclude()).toJavaList(),
                new CreationOptions.Selection(request.attachment().getOrNull(),
                        CreationOptions.ResidentKey.valueOf(request.residentKey().name()),
                        request.residentKey() == RegistrationRequest.ResidentKey.REQUIRED,
                        ChallengeResponse.UserVerification.valueOf(request.userVerification().name())),
                ChallengeResponse.Attestation.valueOf(request.attestation().name())));
    }

    /**
     * Returns the new passkey in a {@code RegistrationResponseJSON}, if it answers the request (WebAuthn Level 2 §7.1):
     * type, challenge and origin, relying party, user presence and verification, algorithm, and the id. The attestation
     * statement is not verified, as the API does that; neither is it known here whether the id is new.
     *
     * @param json the text of {@code PublicKeyCredential.toJSON()}; 65536 characters at most
     * @param request the request that it answers
     * @param allowedOrigins the origins at which users may register, exactly as browsers write them; none if that is
     *         left to the API
     * @return the passkey; or everything that is wrong, naming members and never repeating their values
     */
    public Either<Seq<Violation>, NewPasskey> registration(
            String json, RegistrationRequest request, String... allowedOrigins) {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(request, "request");
        return answer(json, RegistrationResponse.class).flatMap(answer ->
                clientDataOfBrowser(answer.response().clientDataJSON()).flatMap(clientData ->
                        AttestationObject.read(octets(answer.response().attestationObject())).flatMap(made -> {
                            Seq<Violation> violations = request.objectionsTo(clientData, List.of(allowedOrigins))
                                    .appendAll(made.objections(request, octets(answer.id())));
                            return violations.isEmpty()
                                    ? Either.right(new NewPasskey(
                                            made.id(), clientData, made.whole(), made.publicKey()))
                                    : Either.left(violations);
                        })));
    }

    private static <T extends IdentifiedTwice> Either<Seq<Violation>, T> answer(String json, Class<T> type) {
        return message(json, type)
                .flatMap(answer -> answer.objectionToRawId().<Seq<Violation>>map(List::of).toEither(answer).swap());
    }

    private static <T> Either<Seq<Violation>, T> message(String json, Class<T> type) {
        return json.length() > MAX_LENGTH
                ? Either.left(List.of(new Violation("body", "must be at most " + MAX_LENGTH + " characters")))
                : WireValidation.readValid(() -> WireJson.mapper().readValue(json, type));
    }

    /** Reads client data, in which a browser always names its origin. */
    static Either<Seq<Violation>, ClientData> clientDataOfBrowser(String base64) {
        return ClientDataJson.read(octets(base64)).filterOrElse(clientData -> clientData.origin().isDefined(),
                clientData -> List.of(new Violation("clientData.origin", "must not be null")));
    }

    /** Decodes bytes that were validated. */
    static Octets octets(String base64) {
        return Octets.ofBase64("", base64).get();
    }

    private static String base64Url(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8)).base64Url();
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
         * @throws InvalidValueException if anything is wrong with its settings, naming all of it
         */
        public WebAuthnJson buildOrThrow() {
            return InvalidValueException.valueOrThrow(build());
        }
    }
}
