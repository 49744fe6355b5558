package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.passkey.Passkeys.assertion;
import static io.countersign.adapters.crypto.passkey.Passkeys.challenge;
import static io.countersign.adapters.crypto.passkey.Passkeys.passkey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.yubico.webauthn.exception.AssertionFailedException;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.HashSet;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Random;

/** Whatever the challenge's text: the relying party finds exactly it in what was signed. */
@Timeout(120)
class SoftwareAuthenticatorPropertyTest {

    private static final int ROUNDS = 200;
    private static final String[] AWKWARD = {
        "\"", "\\", "/", "\0", "\b", "\n", "\u001f", "\u007f", "\u2028", "\uFEFF", "\uFFFD", "\uFFFF", "é", "e\u0301",
        "漢", "🔏", "👩‍🚀", "?", "=", "+", " ", "\",\"x\":\""};

    private final SoftwarePasskey passkey = passkey(SignatureScheme.EDDSA);
    private final SoftwareAuthenticator authenticator = SoftwareAuthenticator.holding(passkey);
    private final YubicoRelyingParty relyingParty = YubicoRelyingParty.knowing(passkey);

    @Test
    void any_text_of_unicode_characters_comes_through() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String text = anyText(random);
            var challenge = challenge(text, Option.none(), UserVerification.REQUIRED, passkey.id());
            var answer = assertion(authenticator, challenge);

            assertThat(relyingParty.verify(text, answer).isSuccess()).as("seed %d, round %d", seed, round).isTrue();
            assertThat(challenge.signedBy(answer).isValid()).as("seed %d, round %d", seed, round).isTrue();
            assertThat(answer.isFromOneOf(HashSet.of(passkey.origin()))).as("seed %d, round %d", seed, round).isTrue();
            assertThatThrownBy(() -> relyingParty.verify(text + " ", answer)).as("seed %d, round %d", seed, round)
                    .isInstanceOf(AssertionFailedException.class);
        }
    }

    @Test
    void half_a_surrogate_pair_anywhere_is_refused() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String half = String.valueOf((char) (Character.MIN_SURROGATE + random.nextInt(0x800)));
            String text = random.nextBoolean() ? anyText(random) + half + "." : half;

            var answer = authenticator.sign(
                    challenge(text, Option.none(), UserVerification.REQUIRED, passkey.id()).assertionRequest());

            assertThat(answer.getLeft()).as("seed %d, round %d", seed, round)
                    .returns(SigningFailure.Kind.NOT_CONFIRMED, SigningFailure::kind);
        }
    }

    /** One character or more, none of them half a pair. */
    private static String anyText(Random random) {
        var text = new StringBuilder();
        for (int left = 1 + random.nextInt(40); left > 0; left--) {
            switch (random.nextInt(3)) {
                case 0 -> text.append(AWKWARD[random.nextInt(AWKWARD.length)]);
                case 1 -> text.append((char) random.nextInt(0x80));
                default -> text.appendCodePoint(character(random));
            }
        }
        return text.toString();
    }

    private static int character(Random random) {
        int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? 'x' : codePoint;
    }
}
