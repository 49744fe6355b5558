package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.domain.OneLine;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.nio.file.Path;

/** Labels may have any characters, and there may be any number of keys. Messages stay one short line. */
@ResourceLock(SoftHsm.LOCK)
@Timeout(120)
class Pkcs11TextsTest {

    private static final String HOSTILE = "a\u001B[2J\nb\u202Ec\u0085d";
    private static final int LONGEST = 5_000;

    private static void label(SoftHsmToken hsm, String id, String label) {
        hsm.certify(SoftHsmToken.id(id), label, hsm.generateBare(SoftHsmToken.id(id), "EC secp256r1", ""));
    }

    private static void assertOneShortLine(Object... texts) {
        assertThat(texts).allSatisfy(text -> assertThat(text.toString()).hasSizeLessThan(LONGEST)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]"));
    }

    @Test
    void labels_of_keys_are_shown_in_one_short_line() {
        SoftHsmToken hsm = SoftHsm.token();
        label(hsm, "first", HOSTILE);
        label(hsm, "second", "x".repeat(20_000));
        try (Pkcs11Token token = hsm.open()) {
            TokenRefusal refusal = token.key(KeySelector.label("none\n" + "y".repeat(20_000))).getLeft();

            assertThat(refusal.kind()).isEqualTo(Kind.NO_SUCH_KEY);
            assertOneShortLine(refusal, refusal.message());
            assertThat(refusal.message()).contains("\"a\\u001b[2J\\u000ab\\u202ec\\u0085d\"");
            assertOneShortLine(token.key(KeySelector.label(HOSTILE)).fold(Object::toString, Object::toString));
        }
    }

    @Test
    void labels_of_tokens_are_shown_in_one_short_line() {
        SoftHsmToken hsm = SoftHsm.token();
        SoftHsm.initialise(hsm.slot(), HOSTILE);

        TokenRefusal refusal = Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.label("none\n" + "y".repeat(20_000)),
                () -> null).getLeft();

        assertThat(refusal.kind()).isEqualTo(Kind.NO_SUCH_TOKEN);
        assertOneShortLine(refusal, refusal.message());
        try (Pkcs11Token opened = Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.label(HOSTILE),
                new PinSource(SoftHsm.PIN)).get()) {
            assertOneShortLine(opened);
        }
    }

    @Test
    void every_refusal_is_one_short_line_whatever_it_is_made_of() {
        for (String text : List.of(HOSTILE, "x".repeat(1_000_000))) {
            List<String> many = List.fill(10_000, () -> text);
            KeySelector key = KeySelector.label(text);
            for (TokenRefusal refusal : List.of(
                    TokenRefusal.of(Kind.LIBRARY_NOT_FOUND,
                            Path.of(text.substring(0, Math.min(10_000, text.length())))),
                    TokenRefusal.of(Kind.LIBRARY_NOT_USABLE, Path.of("/a"), text),
                    TokenRefusal.of(Kind.NO_SUCH_TOKEN, TokenSelector.label(text), CryptokiText.quoted(many)),
                    TokenRefusal.of(Kind.SEVERAL_TOKENS,
                            text, OneLine.ofAll(List.rangeClosed(1L, 10_000L), "none")),
                    TokenRefusal.of(Kind.TOKEN_ABSENT, text), TokenRefusal.of(Kind.TOKEN_UNUSABLE, text),
                    TokenRefusal.of(Kind.NO_PIN, text), TokenRefusal.of(Kind.LOGIN_REFUSED, text),
                    TokenRefusal.of(Kind.SESSION_LOST, text),
                    TokenRefusal.of(Kind.KEYS_UNREADABLE, text),
                    TokenRefusal.of(Kind.NO_SUCH_KEY, key, CryptokiText.quoted(many)),
                    TokenRefusal.of(Kind.KEY_WITHOUT_CERTIFICATE, key), TokenRefusal.of(Kind.SEVERAL_KEYS, key),
                    TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN, text),
                    TokenRefusal.of(Kind.NO_SUCH_KEY,
                            KeySelector.id(new byte[1_000_000]), CryptokiText.quoted(many)))) {
                assertOneShortLine(refusal, refusal.message());
                SigningFailure failure = TokenFailure.of(refusal);
                assertOneShortLine(failure, failure.message());
            }
        }
    }
}
