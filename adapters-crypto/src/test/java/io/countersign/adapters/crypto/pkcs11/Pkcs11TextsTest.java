package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

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

            assertThat(refusal).isInstanceOfSatisfying(TokenRefusal.NoSuchKey.class, none ->
                    assertThat(none.present()).as("the data stay as they are").contains(HOSTILE));
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

        assertThat(refusal).isInstanceOfSatisfying(TokenRefusal.NoSuchToken.class, none ->
                assertThat(none.present()).contains(HOSTILE));
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
                    new TokenRefusal.LibraryNotFound(Path.of(text.substring(0, Math.min(10_000, text.length())))),
                    new TokenRefusal.LibraryNotUsable(Path.of("/a"), text),
                    new TokenRefusal.NoSuchToken(TokenSelector.label(text), many),
                    new TokenRefusal.SeveralTokens(text, List.rangeClosed(1L, 10_000L)),
                    new TokenRefusal.TokenAbsent(text), new TokenRefusal.TokenUnusable(text),
                    new TokenRefusal.NoPin(text), new TokenRefusal.LoginRefused(text),
                    new TokenRefusal.SessionLost(text),
                    new TokenRefusal.KeysUnreadable(text), new TokenRefusal.NoSuchKey(key, many),
                    new TokenRefusal.KeyWithoutCertificate(key), new TokenRefusal.SeveralKeys(key),
                    new TokenRefusal.KeyMayNotSign(text),
                    new TokenRefusal.NoSuchKey(KeySelector.id(new byte[1_000_000]), many))) {
                assertOneShortLine(refusal, refusal.message());
                SigningFailure failure = TokenFailure.of(refusal);
                assertOneShortLine(failure, failure.message());
            }
        }
    }
}
