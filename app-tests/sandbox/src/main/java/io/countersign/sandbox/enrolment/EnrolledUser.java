package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.control.Option;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A user with all credentials. Thread-safe: credentials can be added, but not removed. */
public final class EnrolledUser {

    private final SandboxUser user;
    private final List<Enrolled> credentials;

    EnrolledUser(SandboxUser user, List<Enrolled> credentials) {
        this.user = user;
        this.credentials = new CopyOnWriteArrayList<>(credentials);
    }

    public SandboxUser user() {
        return user;
    }

    public List<SandboxCredential> credentials() {
        return credentials.stream().map(Enrolled::credential).toList();
    }

    /** Finds a credential of this user by kind and id. */
    public <T extends Enrolled> Option<T> find(Class<T> type, String kind, String credId) {
        return Option.ofOptional(credentials.stream()
                .filter(type::isInstance).map(type::cast)
                .filter(enrolled -> enrolled.credential().kind().name().equals(kind)
                        && enrolled.credential().credId().equals(credId))
                .findFirst());
    }

    /**
     * Adds a credential, which is valid at once.
     *
     * @throws IllegalArgumentException if there is one with this kind and id
     */
    public synchronized void add(Enrolled credential) {
        if (credentials().contains(credential.credential())) {
            throw new IllegalArgumentException(
                    user.id() + " has a " + credential.credential().kind() + " credential of this id already");
        }
        credentials.add(credential);
    }
}
