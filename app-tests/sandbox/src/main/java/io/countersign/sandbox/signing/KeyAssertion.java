package io.countersign.sandbox.signing;

import io.countersign.sandbox.enrolment.EnrolledKey;
import io.countersign.sandbox.enrolment.EnrolledUser;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.Refusal;
import io.vavr.control.Option;

/**
 * A key's signature over the exact bytes of the client data. The optional {@code algorithm} must be a string and is
 * otherwise ignored: the algorithm of the enrolled key decides.
 *
 * @param kind the kind of credential
 * @param path its path in the body
 * @param credId the claimed credential
 * @param clientData the signed bytes
 * @param signature the signature
 */
record KeyAssertion(String kind, String path, String credId, byte[] clientData, byte[] signature)
        implements Assertion {

    static Assertion read(String kind, JsonMembers members) {
        members.optionalText("algorithm");
        return new KeyAssertion(kind, members.pathOf(""), members.nonEmptyText("credId"),
                members.base64Url("clientData"), members.base64Url("signature"));
    }

    @Override
    public Option<Refusal> objection(EnrolledUser user, String challenge) {
        return user.find(EnrolledKey.class, kind, credId)
                .map(signer -> objection(signer, challenge))
                .getOrElse(() -> Option.some(Refusal.NO_SUCH_CREDENTIAL));
    }

    private Option<Refusal> objection(EnrolledKey signer, String challenge) {
        return ClientDataCheck.ofKey(challenge).objection(clientData)
                .map(message -> Refusal.invalidBody(path + "clientData", message))
                .orElse(() -> Option.when(!signer.check().accepts(clientData, signature),
                        () -> Refusal.notAuthorized(path + "signature",
                                "is not the credential's signature over clientData")));
    }

    @Override
    public String toString() {
        return "KeyAssertion[" + credId + "]";
    }
}
