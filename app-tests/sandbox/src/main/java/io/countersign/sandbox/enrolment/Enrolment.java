package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** The users of a sandbox: an organisation user, a delegated user and a service account. Thread-safe. */
public final class Enrolment {

    private static final List<String> USER_KINDS = List.of("CustomerEmployee", "EndUser", "ServiceAccount");

    private final String organisationId;
    private final List<EnrolledUser> users;

    private Enrolment(String organisationId, List<EnrolledUser> users) {
        this.organisationId = organisationId;
        this.users = users;
    }

    /** Returns the three users, each with the credentials that users have from the start, and that many passkeys. */
    public static Enrolment seeded(WebAuthnPolicy webAuthn, int passkeys) {
        String organisationId = RandomText.named("or-");
        return new Enrolment(organisationId, USER_KINDS.zipWithIndex(
                (userKind, index) -> seeded(organisationId, index, userKind, webAuthn, passkeys)));
    }

    private static EnrolledUser seeded(
            String organisationId, int index, String userKind, WebAuthnPolicy webAuthn, int passkeys) {
        String id = RandomText.named("us-");
        java.util.List<Enrolled> credentials = SeededCredentials.ofUser(index, id, webAuthn, passkeys);
        return new EnrolledUser(
                new SandboxUser(id, userKind, BearerToken.issue(organisationId, id, "sandbox-auth-secret-"),
                        RandomText.secret("sandbox-password-secret-"), RandomText.digits(6),
                        credentials.stream().map(Enrolled::credential).toList()),
                credentials);
    }

    public String organisationId() {
        return organisationId;
    }

    public SandboxUser organisationUser() {
        return users.get(0).user();
    }

    public SandboxUser delegatedUser() {
        return users.get(1).user();
    }

    public SandboxUser serviceAccount() {
        return users.get(2).user();
    }

    public Option<SandboxUser> withAuthToken(String authToken) {
        return users.map(EnrolledUser::user).find(user -> user.authToken().equals(authToken));
    }

    /** Returns the user who logs in under a name. The sandbox's users log in under their ids. */
    public Option<SandboxUser> named(String username) {
        return users.map(EnrolledUser::user).find(user -> user.id().equals(username));
    }

    /**
     * Returns the server's record of a user.
     *
     * @throws IllegalArgumentException if the user is not of this sandbox
     */
    public EnrolledUser of(SandboxUser user) {
        return users.find(enrolled -> enrolled.user().id().equals(user.id()))
                .getOrElseThrow(() -> new IllegalArgumentException(user.id() + " is no user of this sandbox"));
    }
}
