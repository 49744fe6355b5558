package io.countersign.testkit.sandbox;

import io.vavr.control.Option;

/** One factor of a redemption: read from the body, not yet believed. */
interface Assertion {

    /** The kind of the credential that is said to have signed, in the API's words. */
    String kind();

    /** The id of the credential that is said to have signed. */
    String credId();

    /** Why it does not prove that this credential signed this challenge, if it does not. */
    Option<Refusal> objection(EnrolledCredential signer, String challenge);

    /** Whether both name the same credential. */
    default boolean isBySameCredentialAs(Assertion other) {
        return kind().equals(other.kind()) && credId().equals(other.credId());
    }

    /** Whether it names that credential. */
    default boolean isBy(SandboxCredential credential) {
        return kind().equals(credential.kind().name()) && credId().equals(credential.credId());
    }
}
