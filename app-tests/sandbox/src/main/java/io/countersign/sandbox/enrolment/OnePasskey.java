package io.countersign.sandbox.enrolment;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;

import java.util.Optional;
import java.util.Set;

/**
 * A repository for Yubico's library with one passkey: the one that an assertion names. Whether its user may use it has
 * been checked before.
 *
 * @param passkey the passkey
 */
public record OnePasskey(EnrolledPasskey passkey) implements CredentialRepository {

    /** The user's name in calls of the library. It is not visible outside. */
    public static final String USERNAME = "user";

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return username.equals(USERNAME)
                ? Set.of(PublicKeyCredentialDescriptor.builder().id(passkey.id()).build())
                : Set.of();
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return username.equals(USERNAME) ? Optional.of(passkey.userHandle()) : Optional.empty();
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        return userHandle.equals(passkey.userHandle()) ? Optional.of(USERNAME) : Optional.empty();
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return credentialId.equals(passkey.id()) && userHandle.equals(passkey.userHandle())
                ? Optional.of(passkey.registration())
                : Optional.empty();
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return credentialId.equals(passkey.id()) ? Set.of(passkey.registration()) : Set.of();
    }
}
