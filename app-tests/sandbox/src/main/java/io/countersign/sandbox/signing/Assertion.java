package io.countersign.sandbox.signing;

import io.countersign.sandbox.enrolment.EnrolledUser;
import io.countersign.sandbox.http.Refusal;
import io.vavr.control.Option;

/** One factor of a redemption, parsed but not verified. */
interface Assertion {

    /** Returns the kind of the claimed credential, by the API's name. */
    String kind();

    /** Returns the id of the claimed credential; empty for a kind without ids. */
    String credId();

    /** Returns why the assertion does not prove that the user meant this challenge, if it does not. */
    Option<Refusal> objection(EnrolledUser user, String challenge);

    /** Returns whether both name the same credential. */
    default boolean isBySameCredentialAs(Assertion other) {
        return kind().equals(other.kind()) && credId().equals(other.credId());
    }
}
