package io.countersign.sandbox.signing;

import io.countersign.sandbox.enrolment.EnrolledUser;
import io.countersign.sandbox.http.Refusal;
import io.vavr.control.Option;

/** One factor of a redemption: read from the body, not yet believed. */
interface Assertion {

    /** The kind of the credential that is said to have signed, in the API's words. */
    String kind();

    /** The id of the credential that is said to have signed; empty for a kind that goes without ids. */
    String credId();

    /** Why it does not prove that this user meant this challenge, if it does not. */
    Option<Refusal> objection(EnrolledUser user, String challenge);

    /** Whether both name the same credential. */
    default boolean isBySameCredentialAs(Assertion other) {
        return kind().equals(other.kind()) && credId().equals(other.credId());
    }
}
