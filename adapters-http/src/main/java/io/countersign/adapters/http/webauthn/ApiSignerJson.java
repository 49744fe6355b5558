package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.adapters.http.wire.GeneratedPendingMapper;
import io.countersign.adapters.http.wire.PendingMapper;
import io.countersign.adapters.http.wire.SignerAnswer;
import io.countersign.adapters.http.wire.SignerAnswer.Assertion;
import io.countersign.adapters.http.wire.SignerAnswer.Factor;
import io.countersign.adapters.http.wire.SignerAnswer.Kind;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.adapters.http.wire.WireValidation;
import io.countersign.domain.Violation;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.credential.PasswordProtectedKeyAssertion;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * JSON of the signers in the API's own clients for browsers and React Native ({@code sdk-browser}): they take a
 * challenge as {@code POST /auth/action/init} answers it, and answer {@code {"kind", "credentialAssertion"}}.
 *
 * <pre>{@code
 * String challenge = ApiSignerJson.challenge(pending);                // to the signer
 * var answer = ApiSignerJson.answer(json, pending);                   // back from it
 * answer.map(given -> given.complete(actions, pending));
 * }</pre>
 */
public final class ApiSignerJson {

    private static final int MAX_LENGTH = 2 * WebAuthnJson.MAX_LENGTH;
    private static final PendingMapper MAPPER = new GeneratedPendingMapper();

    private ApiSignerJson() {
    }

    /**
     * Returns the challenge of a pending action, with encrypted private keys, but without the secrets that no signer
     * needs: {@code challengeIdentifier} and {@code externalAuthenticationUrl} are empty.
     *
     * @param pending the action to be signed
     */
    public static String challenge(PendingUserAction pending) {
        ObjectNode json = WireJson.documents().valueToTree(
                MAPPER.toWire(Objects.requireNonNull(pending, "pending").challenge()));
        return json.put("challengeIdentifier", "").put("externalAuthenticationUrl", "").toString();
    }

    /**
     * Reads what a signer answered, of kind {@code Key}, {@code PasswordProtectedKey} or {@code Fido2}; or the answers
     * of two signers as {@code {"firstFactor": …, "secondFactor": …}}. Whether they complete the action is decided by
     * {@link Answer#complete}. Bytes are read as {@link WebAuthnJson} reads them. The signer for password-protected
     * keys calls itself {@code Key}; the challenge tells whose id it is.
     *
     * @param json the text; 131072 characters at most
     * @param pending the action that was to be signed
     * @return the answer; or everything that is wrong with its form, naming members and never repeating their values
     */
    public static Either<Seq<Violation>, Answer> answer(String json, PendingUserAction pending) {
        Objects.requireNonNull(pending, "pending");
        if (Objects.requireNonNull(json, "json").length() > MAX_LENGTH) {
            return Either.left(List.of(new Violation("body", "must be at most " + MAX_LENGTH + " characters")));
        }
        AllowedCredentials allowed = pending.challenge().allowCredentials();
        return WireValidation.read(() -> WireJson.mapper().readValue(json, ObjectNode.class))
                .flatMap(tree -> tree.has("firstFactor")
                        ? WireValidation.readValid(() -> WireJson.mapper().treeToValue(tree, SignerAnswer.class))
                        : WireValidation.readValid(() -> WireJson.mapper().treeToValue(tree, Factor.class))
                                .map(factor -> new SignerAnswer(factor, null)))
                .flatMap(answer -> assertion(answer.firstFactor(), allowed).flatMap(first ->
                        Option.of(answer.secondFactor())
                                .map(second -> assertion(second, allowed)
                                        .map(other -> new Answer(first, Option.some(other))))
                                .getOrElse(() -> Either.right(new Answer(first, Option.none())))));
    }

    private static Either<Seq<Violation>, CredentialAssertion> assertion(Factor factor, AllowedCredentials allowed) {
        return factor.kind() == Kind.Fido2
                ? passkey(factor.credentialAssertion(), allowed)
                : ClientDataJson.read(WebAuthnJson.octets(factor.credentialAssertion().clientData()))
                        .map(clientData -> key(factor, clientData, allowed));
    }

    private static CredentialAssertion key(Factor factor, ClientData clientData, AllowedCredentials allowed) {
        CredentialId id = CredentialId.ofOrThrow(factor.credentialAssertion().credId());
        Octets signature = WebAuthnJson.octets(factor.credentialAssertion().signature());
        Option<String> algorithm = Option.of(factor.credentialAssertion().algorithm());
        boolean isProtected = factor.kind() == Kind.PasswordProtectedKey
                || allowed.encryptedPrivateKeyOf(id).isDefined() && !allowed.key().exists(key -> key.id().equals(id));
        return isProtected
                ? new PasswordProtectedKeyAssertion(id, clientData, signature, algorithm)
                : new KeyAssertion(id, clientData, signature, algorithm);
    }

    private static Either<Seq<Violation>, CredentialAssertion> passkey(Assertion given, AllowedCredentials allowed) {
        Option<Octets> id = Octets.ofBase64("", given.credId()).toOption();
        if (id.isEmpty() || given.authenticatorData() == null) {
            return Either.left(List.of(
                    Option.when(id.isEmpty(), new Violation("credentialAssertion.credId", "must be base64url")),
                    Option.when(given.authenticatorData() == null,
                            new Violation("credentialAssertion.authenticatorData", "must not be null")))
                    .flatMap(found -> found));
        }
        return WebAuthnJson.clientDataOfBrowser(given.clientData()).map(clientData -> new Fido2Assertion(
                PasskeyId.spelled(id.get(), allowed.webauthn()), clientData,
                WebAuthnJson.octets(given.authenticatorData()), WebAuthnJson.octets(given.signature()),
                Option.of(given.userHandle()).map(WebAuthnJson::octets)));
    }

    /**
     * The answer of one signer or two.
     *
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor, if there is one
     */
    public record Answer(CredentialAssertion first, Option<CredentialAssertion> second) {

        /** Creates a value. */
        public Answer {
            Objects.requireNonNull(first, "first");
            Objects.requireNonNull(second, "second");
        }

        /**
         * Completes a pending action with this answer, as
         * {@link DelegatedUserActions#complete(PendingUserAction, CredentialAssertion)} does.
         *
         * @param actions redeem the challenge
         * @param pending the action that was signed
         * @return the action with its token, or why there is none
         */
        public Either<UserActionFailure, AuthorizedAction> complete(
                DelegatedUserActions actions, PendingUserAction pending) {
            return second.map(other -> actions.complete(pending, first, other))
                    .getOrElse(() -> actions.complete(pending, first));
        }
    }
}
