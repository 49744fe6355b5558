package io.countersign.adapters.http.wire;

import io.countersign.domain.Violation;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.ServerKind;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;

import java.util.List;

/**
 * Maps a pending user action to its document, and the action in it back; {@link ChallengeMapper} maps the challenge
 * back. Only validated documents are mapped to the domain.
 */
@Mapper(implementationName = "Generated<CLASS_NAME>", unmappedTargetPolicy = ReportingPolicy.ERROR)
public interface PendingMapper {

    String PUBLIC_KEY = "public-key";

    @Mapping(target = "version", expression = "java(PendingDocument.VERSION)")
    PendingDocument toWire(PendingUserAction pending);

    /** Maps an action; members with default values are left out. */
    @Mapping(target = "idempotent", expression = "java(action.idempotent() ? Boolean.TRUE : null)")
    PendingDocument.Action toWire(UserAction action);

    ChallengeResponse toWire(UserActionChallenge challenge);

    ChallengeResponse.SupportedCredentialKind toWire(SupportedCredential supported);

    ChallengeResponse.AllowCredentials toWire(AllowedCredentials allowed);

    @Mapping(target = "type", constant = PUBLIC_KEY)
    ChallengeResponse.Key toWire(AllowedCredentials.Key key);

    @Mapping(target = "type", constant = PUBLIC_KEY)
    ChallengeResponse.Webauthn toWire(AllowedCredentials.Passkey passkey);

    @Mapping(target = "type", constant = PUBLIC_KEY)
    ChallengeResponse.PasswordProtectedKey toWire(AllowedCredentials.PasswordProtectedKey key);

    ChallengeResponse.RelyingParty toWire(RelyingParty rp);

    ServerKind toDomain(ChallengeRequest.ServerKind serverKind);

    default Validation<Seq<Violation>, UserAction> toDomain(PendingDocument.Action action) {
        return UserAction.of(action.method().name(), action.path(), action.payload())
                .map(call -> new UserAction(call.method(), call.path(), call.payload(), toDomain(action.serverKind()),
                        Boolean.TRUE.equals(action.idempotent()),
                        Option.of(action.correlationId()).map(CorrelationId::ofOrThrow)));
    }

    default @Nullable String correlationId(Option<CorrelationId> id) {
        return id.map(CorrelationId::value).getOrNull();
    }

    default String text(ActionPath path) {
        return path.requestTarget();
    }

    default String text(ActionPayload payload) {
        return payload.text();
    }

    default String text(Challenge challenge) {
        return challenge.value();
    }

    default String text(ChallengeIdentifier identifier) {
        return identifier.value();
    }

    default String text(CredentialId id) {
        return id.value();
    }

    default String text(CredentialKind kind) {
        return kind.name();
    }

    default String text(CredentialFactor factor) {
        return factor.name();
    }

    default String text(EncryptedPrivateKey key) {
        return key.value();
    }

    default String text(ExternalAuthenticationUrl url) {
        return url.value();
    }

    default ChallengeResponse.@Nullable RelyingParty relyingParty(Option<RelyingParty> rp) {
        return rp.map(this::toWire).getOrNull();
    }

    default List<ChallengeResponse.SupportedCredentialKind> supported(Seq<SupportedCredential> supported) {
        return supported.map(this::toWire).toJavaList();
    }

    default List<ChallengeResponse.Key> keys(Seq<AllowedCredentials.Key> keys) {
        return keys.map(this::toWire).toJavaList();
    }

    default List<ChallengeResponse.Webauthn> passkeys(Seq<AllowedCredentials.Passkey> passkeys) {
        return passkeys.map(this::toWire).toJavaList();
    }

    default List<ChallengeResponse.PasswordProtectedKey> passwordProtectedKeys(
            Seq<AllowedCredentials.PasswordProtectedKey> keys) {
        return keys.map(this::toWire).toJavaList();
    }

    default List<String> transports(Seq<String> transports) {
        return transports.toJavaList();
    }
}
