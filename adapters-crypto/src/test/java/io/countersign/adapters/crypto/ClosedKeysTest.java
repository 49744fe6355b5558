package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.passkey.Passkeys.builder;
import static io.countersign.adapters.crypto.passkey.Passkeys.failure;
import static io.countersign.adapters.crypto.passkey.Passkeys.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.fixture.ScriptedProvider.OpaqueKey;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.passkey.SoftwarePasskey;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.Test;

import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** Closing a key, by whichever object holds it: it is destroyed once and never given to its provider again. */
class ClosedKeysTest {

    private final List<String> events = new ArrayList<>();

    private JcaSigningKey key() {
        boolean[] destroyed = {false};
        var provider = new ScriptedProvider(key -> {
            events.add(destroyed[0] ? "asked for a destroyed key" : "initialised");
            if (destroyed[0]) {
                throw new InvalidKeyException("destroyed");
            }
        }, () -> new byte[] {42});
        return JcaSigningKey.of(new OpaqueKey("Ed25519", () -> {
            destroyed[0] = true;
            events.add("destroyed");
        }), signingWith(provider)).get();
    }

    private static PublicKey publicKey() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    }

    @Test
    void a_signing_key_is_destroyed_and_signs_no_more() {
        JcaSigningKey key = key();
        assertThat(key.sign(new byte[0]).isRight()).isTrue();

        key.close();
        key.close();

        assertThat(key.sign(new byte[0]).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(events).containsExactly("initialised", "initialised", "destroyed");
    }

    @Test
    void closing_a_passkey_destroys_its_key() throws Exception {
        SoftwarePasskey passkey = valid(builder().publicKey(publicKey()).key(key()).build());

        passkey.close();

        assertThat(failure(passkey)).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(events).containsExactly("initialised", "destroyed");
    }

    @Test
    void closing_an_authenticator_destroys_the_keys_of_its_passkeys() throws Exception {
        SoftwarePasskey passkey = valid(builder().publicKey(publicKey()).key(key()).build());

        SoftwareAuthenticator.holding(passkey).close();

        assertThat(failure(passkey)).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(events).containsExactly("initialised", "destroyed");
    }

    @Test
    void a_key_of_an_invalid_passkey_is_not_destroyed() throws Exception {
        JcaSigningKey key = key();

        assertThat(SoftwarePasskey.builder("", "").publicKey(publicKey()).key(key).build().isInvalid()).isTrue();

        assertThat(key.sign(new byte[0]).isRight()).isTrue();
        assertThat(events).doesNotContain("destroyed");
    }
}
