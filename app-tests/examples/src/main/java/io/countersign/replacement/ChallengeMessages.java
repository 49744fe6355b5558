package io.countersign.replacement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ServerKind;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.AllowedCredentials.Key;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AllowedCredentials.PasswordProtectedKey;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.util.ArrayList;

/** Writes the request and reads the answer of {@code POST /auth/action/init}. */
final class ChallengeMessages {

    private ChallengeMessages() {
    }

    static ObjectNode describing(UserAction action) {
        return JsonNodeFactory.instance.objectNode()
                .put("userActionHttpMethod", action.method().name())
                .put("userActionHttpPath", action.path().path())
                .put("userActionPayload", action.payload().text())
                .put("userActionServerKind", action.serverKind() == ServerKind.STAFF ? "Staff" : "Api");
    }

    /** Returns the challenge, or all violations. */
    static Validation<Seq<Violation>, UserActionChallenge> challenge(ObjectNode answer) {
        java.util.List<Violation> violations = new ArrayList<>();
        WireJson json = WireJson.reading(answer, violations);
        String challenge = json.name("challenge");
        String identifier = json.name("challengeIdentifier");
        Seq<SupportedCredential> supported = json.list("supportedCredentialKinds", each -> new SupportedCredential(
                new CredentialKind(each.text("kind")), new CredentialFactor(each.text("factor")),
                each.flag("requiresSecondFactor")));
        Option<UserVerification> verification = json.oneOf(UserVerification.class, "userVerification");
        Option<Attestation> attestation = json.oneOf(Attestation.class, "attestation");
        WireJson allow = json.object("allowCredentials");
        Seq<Option<Key>> keys = allow.optionalList("key", each -> id(each).map(Key::new));
        Seq<Option<Passkey>> passkeys = allow.optionalList("webauthn",
                each -> id(each).map(id -> new Passkey(id, each.texts("transports"))));
        Seq<Option<PasswordProtectedKey>> protectedKeys = allow.optionalList("passwordProtectedKey",
                each -> id(each).map(id -> new PasswordProtectedKey(
                        id, new EncryptedPrivateKey(each.text("encryptedPrivateKey")))));
        String externalUrl = json.text("externalAuthenticationUrl");
        Option<RelyingParty> rp = Option.when(json.has("rp"), () -> json.object("rp"))
                .map(party -> new RelyingParty(party.text("id"), party.text("name")));
        return violations.isEmpty()
                ? Validation.valid(new UserActionChallenge(
                        Challenge.of(challenge).get(), ChallengeIdentifier.of(identifier).get(), supported,
                        verification.get(), attestation.get(),
                        new AllowedCredentials(keys.flatMap(key -> key), passkeys.flatMap(key -> key),
                                protectedKeys.flatMap(key -> key)),
                        new ExternalAuthenticationUrl(externalUrl), rp))
                : Validation.invalid(List.ofAll(violations));
    }

    private static Option<CredentialId> id(WireJson credential) {
        boolean publicKey = credential.text("type").equals("public-key");
        return publicKey
                ? CredentialId.of(credential.name("id")).toOption()
                : credential.refused("type", "must be public-key");
    }
}
