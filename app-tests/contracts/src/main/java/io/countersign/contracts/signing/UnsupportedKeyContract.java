package io.countersign.contracts.signing;

import io.countersign.contracts.support.Outcome;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The additional contract of a {@link io.countersign.ports.outbound.KeyUnlocker}, besides {@link KeyUnlockerContract},
 * for encrypted keys that the API does not support.
 */
public interface UnsupportedKeyContract {

    /**
     * Returns the unlocker, as for {@link KeyUnlockerContract#unlocker()}.
     *
     * @return the unlocker under test
     */
    UnlockerUnderTest unlocker();

    /**
     * Returns an encrypted private key of an unsupported kind, such as X25519 or P-384, with the same password as the
     * key that {@link #unlocker()} comes with.
     *
     * @return the encrypted key
     */
    String unsupportedEncryptedKey();

    @Test
    default void a_key_that_cannot_sign_is_unusable() {
        UnlockerUnderTest tested = unlocker();

        SigningFailure failure = Outcome.failure(SigningFailure.Kind.KEY_UNUSABLE,
                () -> tested.unlocker().unlock(new EncryptedPrivateKey(unsupportedEncryptedKey())));

        assertThat(failure.message()).isNotBlank();
    }

    @Test
    default void the_password_of_a_key_that_cannot_sign_is_wiped_as_well() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.password());

        Outcome.failure(() -> tested.unlocker(user).unlock(new EncryptedPrivateKey(unsupportedEncryptedKey())));

        user.assertWiped();
    }
}
