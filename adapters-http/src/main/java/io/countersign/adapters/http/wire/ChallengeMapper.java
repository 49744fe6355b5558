package io.countersign.adapters.http.wire;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;

/**
 * Maps the messages of {@code POST /auth/action/init}. Only validated messages are mapped: their constraints are at
 * least as strict as the domain's, so that making a domain value does not fail.
 */
@Mapper(implementationName = "Generated<CLASS_NAME>", unmappedTargetPolicy = ReportingPolicy.ERROR)
public interface ChallengeMapper {

    @Mapping(target = "userActionHttpMethod", source = "method")
    @Mapping(target = "userActionHttpPath", source = "path")
    @Mapping(target = "userActionPayload", source = "payload")
    @Mapping(target = "userActionServerKind", source = "serverKind")
    ChallengeRequest toWire(UserAction action);

    UserActionChallenge toDomain(ChallengeResponse response);

    SupportedCredential toDomain(ChallengeResponse.SupportedCredentialKind supported);

    AllowedCredentials toDomain(ChallengeResponse.AllowCredentials allowed);

    AllowedCredentials.Key toDomain(ChallengeResponse.Key key);

    AllowedCredentials.Passkey toDomain(ChallengeResponse.Webauthn webauthn);

    AllowedCredentials.PasswordProtectedKey toDomain(ChallengeResponse.PasswordProtectedKey key);

    RelyingParty toDomain(ChallengeResponse.RelyingParty rp);

    /** Returns the path without the query, which is not proven. */
    default String pathAlone(ActionPath path) {
        return path.path();
    }

    default String text(ActionPayload payload) {
        return payload.text();
    }

    default Challenge challenge(String text) {
        return Challenge.ofOrThrow(text);
    }

    default ChallengeIdentifier challengeIdentifier(String text) {
        return ChallengeIdentifier.ofOrThrow(text);
    }

    default CredentialId credentialId(String text) {
        return CredentialId.ofOrThrow(text);
    }

    default CredentialKind credentialKind(String name) {
        return new CredentialKind(name);
    }

    default CredentialFactor credentialFactor(String name) {
        return new CredentialFactor(name);
    }

    default EncryptedPrivateKey encryptedPrivateKey(String text) {
        return new EncryptedPrivateKey(text);
    }

    default ExternalAuthenticationUrl externalAuthenticationUrl(String text) {
        return new ExternalAuthenticationUrl(text);
    }

    default Option<RelyingParty> relyingParty(ChallengeResponse.@Nullable RelyingParty rp) {
        return Option.of(rp).map(this::toDomain);
    }

    default Seq<SupportedCredential> supported(
            java.util.List<ChallengeResponse.SupportedCredentialKind> supported) {
        return List.ofAll(supported).map(this::toDomain);
    }

    default Seq<AllowedCredentials.Key> keys(java.util.@Nullable List<ChallengeResponse.Key> keys) {
        return listOf(keys).map(this::toDomain);
    }

    default Seq<AllowedCredentials.Passkey> passkeys(java.util.@Nullable List<ChallengeResponse.Webauthn> passkeys) {
        return listOf(passkeys).map(this::toDomain);
    }

    default Seq<AllowedCredentials.PasswordProtectedKey> passwordProtectedKeys(
            java.util.@Nullable List<ChallengeResponse.PasswordProtectedKey> keys) {
        return listOf(keys).map(this::toDomain);
    }

    default Seq<String> transports(java.util.@Nullable List<String> transports) {
        return listOf(transports);
    }

    private static <T> List<T> listOf(java.util.@Nullable List<T> elements) {
        return elements == null ? List.empty() : List.ofAll(elements);
    }
}
