package io.countersign.domain.challenge;

import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialId;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;

import java.util.Comparator;

/**
 * The credentials that may be one factor of a challenge, found in logarithmic time. Ordered instead of hashed, since
 * whoever writes a challenge can choose ids whose hash codes are all the same.
 */
final class CredentialIndex {

    private static final Comparator<Credential> BY_KIND_AND_ID = Comparator
            .<Credential, String>comparing(credential -> credential.kind().name())
            .thenComparing(credential -> credential.id().map(CredentialId::value).getOrElse(""));

    private final Set<Credential> credentials;
    private final Set<String> kinds;

    private CredentialIndex(Set<Credential> credentials, Set<String> kinds) {
        this.credentials = credentials;
        this.kinds = kinds;
    }

    static CredentialIndex of(Seq<Credential> credentials) {
        return new CredentialIndex(
                TreeSet.ofAll(BY_KIND_AND_ID, credentials),
                TreeSet.ofAll(credentials.map(credential -> credential.kind().name())));
    }

    /** Returns true if that credential {@linkplain Credential#matches matches} one of these. */
    boolean hasOneFor(Credential credential) {
        return credential.id().isEmpty()
                ? kinds.contains(credential.kind().name())
                : credentials.contains(credential);
    }

    /** Returns the only one of these that a credential matches; none if there are several, or none. */
    static Option<Credential> onlyOneFor(Credential credential, Seq<Credential> credentials) {
        Seq<Credential> candidates = credentials.filter(credential::matches);
        return candidates.headOption().filter(first -> candidates.forAll(first::equals));
    }
}
