package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The credentials that a challenge accepts, by id ({@code allowCredentials}). Each is of the WebAuthn type
 * {@code public-key}, the only one that exists.
 *
 * @param key keys that users hold
 * @param webauthn passkeys and security keys
 * @param passwordProtectedKey keys that the API keeps encrypted
 */
public record AllowedCredentials(
        Seq<Key> key, Seq<Passkey> webauthn, Seq<PasswordProtectedKey> passwordProtectedKey) {

    /** No credentials. */
    public static final AllowedCredentials NONE = new AllowedCredentials(List.empty(), List.empty(), List.empty());

    public AllowedCredentials {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(webauthn, "webauthn");
        Objects.requireNonNull(passwordProtectedKey, "passwordProtectedKey");
    }

    /**
     * A key that its user holds.
     *
     * @param id its id
     */
    public record Key(CredentialId id) {

        public Key {
            Objects.requireNonNull(id, "id");
        }
    }

    /**
     * A passkey or security key.
     *
     * @param id its id
     * @param transports the ways in which a browser may reach it ({@code usb}, {@code internal}, …); often empty
     */
    public record Passkey(CredentialId id, Seq<String> transports) {

        public Passkey {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(transports, "transports");
        }

        @Override
        public String toString() {
            return "Passkey[id=" + id + ", transports=" + OneLine.ofAll(transports, "none") + "]";
        }
    }

    /**
     * A key that the API keeps encrypted.
     *
     * @param id its id
     * @param encryptedPrivateKey the key, encrypted with its owner's password
     */
    public record PasswordProtectedKey(CredentialId id, EncryptedPrivateKey encryptedPrivateKey) {

        public PasswordProtectedKey {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(encryptedPrivateKey, "encryptedPrivateKey");
        }
    }

    /** Returns the encrypted key of that id, if the challenge has it. */
    public Option<EncryptedPrivateKey> encryptedPrivateKeyOf(CredentialId id) {
        return passwordProtectedKey.find(allowed -> allowed.id().equals(id))
                .map(PasswordProtectedKey::encryptedPrivateKey);
    }

    /** Returns the credentials of that kind. Passwords have no ids, so there is one without id of each kind. */
    Seq<Credential> ofKind(CredentialKind kind) {
        if (kind.equals(CredentialKind.KEY)) {
            return key.map(allowed -> Credential.of(kind, allowed.id()));
        } else if (kind.equals(CredentialKind.FIDO2)) {
            return webauthn.map(allowed -> Credential.of(kind, allowed.id()));
        } else if (kind.equals(CredentialKind.PASSWORD_PROTECTED_KEY)) {
            return passwordProtectedKey.map(allowed -> Credential.of(kind, allowed.id()));
        } else if (kind.equals(CredentialKind.PASSWORD) || kind.equals(CredentialKind.TOTP)) {
            return List.of(Credential.unnamed(kind));
        }
        return List.empty();
    }

    @Override
    public String toString() {
        return "AllowedCredentials[key=" + OneLine.ofAll(key.map(Key::id), "none")
                + ", webauthn=" + OneLine.ofAll(webauthn.map(Passkey::id), "none")
                + ", passwordProtectedKey="
                + OneLine.ofAll(passwordProtectedKey.map(PasswordProtectedKey::id), "none") + "]";
    }
}
