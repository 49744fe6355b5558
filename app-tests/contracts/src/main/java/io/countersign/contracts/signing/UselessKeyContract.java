package io.countersign.contracts.signing;

import io.countersign.contracts.support.Outcome;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure.KeyUnusable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a {@link io.countersign.ports.outbound.KeyUnlocker} is held to, besides {@link KeyUnlockerContract}, where a
 * team has a key that its password opens and that is no use then.
 */
public interface UselessKeyContract {

    /** The unlocker, as for {@link KeyUnlockerContract#unlocker()}. */
    UnlockerUnderTest unlocker();

    /**
     * A private key that signs none of what the API takes, such as one of X25519 or on P-384, encrypted under the same
     * password as the one that {@link #unlocker()} comes with.
     */
    String lockedKeyThatCannotSign();

    @Test
    default void a_key_that_cannot_sign_is_unusable() {
        UnlockerUnderTest tested = unlocker();

        KeyUnusable failure = Outcome.failure(KeyUnusable.class,
                () -> tested.unlocker().unlock(new EncryptedPrivateKey(lockedKeyThatCannotSign())));

        assertThat(failure.message()).isNotBlank();
    }

    @Test
    default void the_password_of_a_key_that_cannot_sign_is_wiped_as_well() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.password());

        Outcome.failure(() -> tested.unlocker(user).unlock(new EncryptedPrivateKey(lockedKeyThatCannotSign())));

        user.assertWiped();
    }
}
