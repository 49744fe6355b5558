package io.countersign.replacement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

/** Writes the request and reads the answer of {@code POST /auth/action}. */
@SuppressWarnings("deprecation") // the kinds that the API deprecates are still handed in
final class RedemptionMessages {

    private RedemptionMessages() {
    }

    static ObjectNode redeeming(SignedChallenge signed) {
        ObjectNode message = JsonNodeFactory.instance.objectNode()
                .put("challengeIdentifier", signed.challengeIdentifier().value());
        message.set("firstFactor", factor(signed.firstFactor()));
        signed.secondFactor().forEach(second -> message.set("secondFactor", factor(second)));
        return message;
    }

    private static ObjectNode factor(CredentialAssertion assertion) {
        return assertion.fold(
                key -> signing("Key", key(key.credId(), key.clientData(), key.signature(), key.algorithm())),
                key -> signing("PasswordProtectedKey",
                        key(key.credId(), key.clientData(), key.signature(), key.algorithm())),
                fido2 -> signing("Fido2", fido2(fido2)),
                password -> ofKind("Password").put("password", password.password()),
                totp -> ofKind("Totp").put("otpCode", totp.otpCode()));
    }

    private static ObjectNode ofKind(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private static ObjectNode signing(String kind, ObjectNode assertion) {
        ObjectNode factor = ofKind(kind);
        factor.set("credentialAssertion", assertion);
        return factor;
    }

    private static ObjectNode key(CredentialId id, ClientData clientData, Octets signature, Option<String> algorithm) {
        ObjectNode assertion = JsonNodeFactory.instance.objectNode()
                .put("credId", id.value())
                .put("clientData", clientData.json().base64Url())
                .put("signature", signature.base64Url());
        algorithm.forEach(name -> assertion.put("algorithm", name));
        return assertion;
    }

    private static ObjectNode fido2(Fido2Assertion fido2) {
        ObjectNode assertion = JsonNodeFactory.instance.objectNode()
                .put("credId", fido2.credId().value())
                .put("clientData", fido2.clientData().json().base64Url())
                .put("authenticatorData", fido2.authenticatorData().base64Url())
                .put("signature", fido2.signature().base64Url());
        fido2.userHandle().forEach(handle -> assertion.put("userHandle", handle.base64Url()));
        return assertion;
    }

    /** Checks a message against the API's rule that optional members are either absent or not empty. */
    static Seq<Violation> violationsOf(ObjectNode message) {
        return List.of("firstFactor", "secondFactor")
                .flatMap(factor -> List.ofAll(() -> message.path(factor).path("credentialAssertion").fields())
                        .appendAll(List.ofAll(() -> message.path(factor).fields()))
                        .filter(member -> member.getValue().isTextual() && member.getValue().textValue().isEmpty())
                        .map(member -> new Violation(factor + "." + member.getKey(), "must not be empty")));
    }

    /** Returns the parts that must not be shown if the answer repeats them. */
    static Seq<String> secretsIn(SignedChallenge signed) {
        return signed.secondFactor().toList().prepend(signed.firstFactor())
                .flatMap(assertion -> assertion.<Option<String>>fold(
                        key -> Option.none(), key -> Option.none(), fido2 -> Option.none(),
                        password -> Option.some(password.password()), totp -> Option.some(totp.otpCode())))
                .append(signed.challengeIdentifier().value());
    }

    static Validation<Seq<Violation>, UserActionToken> token(ObjectNode answer) {
        return answer.path("userAction").isTextual()
                ? UserActionToken.of(answer.path("userAction").textValue())
                : new Violation("userAction", "must be text").asInvalid();
    }
}
