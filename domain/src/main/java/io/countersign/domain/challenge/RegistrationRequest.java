package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.ClientData;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * A request to make a passkey and register it (WebAuthn Level 2 §5.4, {@code PublicKeyCredentialCreationOptions};
 * answer of {@code POST /auth/credentials/init}). Immutable; holds no secret.
 *
 * @param challenge the text to be signed; WebAuthn gets its UTF-8 bytes
 * @param rp the relying party that the passkey will belong to
 * @param user the user that it will belong to
 * @param algorithms the accepted signature algorithms by their COSE identifiers, the preferred ones first
 * @param exclude the passkeys that the user has already; an authenticator that holds one makes no other
 * @param attachment {@code platform} or {@code cross-platform}, if only such an authenticator will do
 * @param residentKey whether the passkey is to be found without its id
 * @param userVerification whether the authenticator is to verify its user
 * @param attestation the attestation that the API asks for
 */
public record RegistrationRequest(
        Challenge challenge, RelyingParty rp, User user, Seq<Integer> algorithms,
        Seq<AllowedCredentials.Passkey> exclude, Option<String> attachment, ResidentKey residentKey,
        UserVerification userVerification, Attestation attestation) {

    /** The COSE identifiers of ES256, EdDSA and RS256 (RFC 9053 §2, RFC 8812 §2), which the API takes. */
    public static final Seq<Integer> ALGORITHMS = List.of(-7, -8, -257);

    /** Creates a request. */
    public RegistrationRequest {
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(rp, "rp");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(algorithms, "algorithms");
        Objects.requireNonNull(exclude, "exclude");
        Objects.requireNonNull(attachment, "attachment");
        Objects.requireNonNull(residentKey, "residentKey");
        Objects.requireNonNull(userVerification, "userVerification");
        Objects.requireNonNull(attestation, "attestation");
    }

    /** Creates a request for any authenticator that verifies its user, without attestation. */
    public RegistrationRequest(Challenge challenge, RelyingParty rp, User user) {
        this(challenge, rp, user, ALGORITHMS, List.empty(), Option.none(), ResidentKey.PREFERRED,
                UserVerification.REQUIRED, Attestation.NONE);
    }

    /**
     * The user that a passkey belongs to.
     *
     * @param id the user handle; WebAuthn gets its UTF-8 bytes, 64 at most
     * @param name the name by which the user tells accounts apart
     * @param displayName the name for people to read
     */
    public record User(String id, String name, String displayName) {

        public User {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(displayName, "displayName");
        }

        @Override
        public String toString() {
            return "User[id=" + OneLine.of(id) + ", name=" + OneLine.of(name) + "]";
        }
    }

    /** The wish that a passkey can be found without its id (WebAuthn Level 2 §5.4.6). */
    public enum ResidentKey {
        REQUIRED, PREFERRED, DISCOURAGED
    }

    @Override
    public String toString() {
        return "RegistrationRequest[challenge=" + challenge + ", rp=" + rp + ", user=" + user
                + ", algorithms=" + OneLine.ofAll(algorithms, "none")
                + ", exclude=" + OneLine.ofAll(exclude.map(AllowedCredentials.Passkey::id), "none")
                + ", userVerification=" + userVerification + "]";
    }

    /**
     * Returns what is wrong with the client data of an answer to this request.
     *
     * @param clientData the client data that the browser collected
     * @param origins the origins at which users may register, as for {@link PendingUserAction#completedBy}
     * @return the violations, or none
     */
    public Seq<Violation> objectionsTo(ClientData clientData, Iterable<String> origins) {
        return List.of(
                Option.when(!clientData.isOfPasskey(ClientData.WEBAUTHN_CREATE, challenge.value()),
                        () -> new Violation("clientData",
                                "was made for another challenge or purpose; register a passkey for this one")),
                clientData.objectionToOriginOfPasskey(HashSet.ofAll(origins))
                        .map(objection -> new Violation("clientData", objection)))
                .flatMap(found -> found);
    }
}
