package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Opening a token, and every way in which that does not come about. */
@ResourceLock(SoftHsm.LOCK)
class Pkcs11OpeningTest {

    private static final SoftHsmToken HSM = SoftHsm.token();

    @TempDir
    private Path directory;

    @Test
    void a_token_is_opened_by_its_slot_and_by_its_label() {
        for (TokenSelector name : List.of(TokenSelector.slot(HSM.slot()), TokenSelector.label(HSM.label()))) {
            try (Pkcs11Token token = opened(SoftHsm.LIBRARY, name)) {
                assertThat(token).hasToString("Pkcs11Token[" + name + "]");
                assertThat(Pkcs11Actor.isLoggedIn(HSM.slot())).isTrue();
            }
            assertThat(Pkcs11Actor.isLoggedIn(HSM.slot())).isFalse();
        }
    }

    @Test
    void the_path_of_the_library_may_be_an_odd_one() throws IOException {
        Path odd = Files.createDirectories(directory.resolve("with spaces, # and = {or} (not)"));

        Path link = Files.createSymbolicLink(odd.resolve("hsm.so"), SoftHsm.LIBRARY);

        opened(link, TokenSelector.slot(HSM.slot())).close();

        Files.delete(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quo\"tes", "back\\slash", "${java.home}", "new\nline"})
    void a_path_that_cannot_be_configured_is_refused(String name) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve(name), SoftHsm.LIBRARY);

        assertThat(refusal(link, TokenSelector.slot(HSM.slot()))).returns(Kind.LIBRARY_NOT_USABLE, TokenRefusal::kind)
                .extracting(TokenRefusal::message).asString().contains("quotes, backslashes, ${");

        Files.delete(link);
    }

    @Test
    void a_library_that_is_not_there_is_not_found() {
        Path missing = directory.resolve("missing.so");

        for (TokenSelector name : List.of(TokenSelector.slot(0), TokenSelector.label("any"))) {
            assertThat(refusal(missing, name)).isEqualTo(TokenRefusal.of(Kind.LIBRARY_NOT_FOUND, missing));
            assertThat(refusal(directory, name)).isEqualTo(TokenRefusal.of(Kind.LIBRARY_NOT_FOUND, directory));
        }
    }

    @Test
    void what_is_no_pkcs11_library_is_refused_with_what_the_loader_says() throws IOException {
        Path text = Files.writeString(directory.resolve("text.so"), "not a library");
        Path another = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));

        for (TokenSelector name : List.of(TokenSelector.slot(0), TokenSelector.label("any"))) {
            assertThat(refusal(text, name)).returns(Kind.LIBRARY_NOT_USABLE, TokenRefusal::kind)
                    .extracting(TokenRefusal::message).asString().contains(text + ": ").doesNotContain("classes");
            assertThat(refusal(another, name)).returns(Kind.LIBRARY_NOT_USABLE, TokenRefusal::kind)
                    .extracting(TokenRefusal::message).asString().contains("C_GetFunctionList");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4711, -1, Long.MIN_VALUE, 1L << 31, 1L << 32})
    void a_slot_that_is_not_there_is_refused(long slot) {
        assertThat(refusal(SoftHsm.LIBRARY, TokenSelector.slot(slot)))
                .isEqualTo(TokenRefusal.of(Kind.NO_SUCH_TOKEN, TokenSelector.slot(slot)))
                .extracting(TokenRefusal::message).asString().contains("knows no slot " + slot);
    }

    @Test
    void a_label_that_is_not_there_is_refused_with_those_that_are() {
        for (String label : List.of("nobody's", "", HSM.label().toUpperCase(), HSM.label().substring(1))) {
            assertThat(refusal(SoftHsm.LIBRARY, TokenSelector.label(label)))
                    .returns(Kind.NO_SUCH_TOKEN, TokenRefusal::kind)
                    .extracting(TokenRefusal::message).asString().contains("knows no token \"" + label + "\"")
                    .containsPattern(", but \"[^\"]*\".* and [0-9]+ more\\.");
        }
    }

    @Test
    void a_label_that_two_tokens_have_is_refused_with_their_slots() {
        TokenRefusal refusal = refusal(SoftHsm.LIBRARY, TokenSelector.label(SoftHsm.TWINS));

        assertThat(refusal.kind()).isEqualTo(Kind.SEVERAL_TOKENS);
        assertThat(refusal.details().last().split(", ")).hasSize(2)
                .contains(SoftHsm.slots().get(SoftHsm.TWINS).toString());
        assertThat(refusal.message()).contains(refusal.details().last(), "Name the slot");
    }

    @Test
    void a_slot_without_an_initialised_token_is_refused() {
        assertThat(refusal(SoftHsm.LIBRARY, TokenSelector.slot(SoftHsm.emptySlot())))
                .isEqualTo(TokenRefusal.of(Kind.TOKEN_ABSENT, "CKR_TOKEN_NOT_RECOGNIZED"));
    }

    @Test
    void a_wrong_pin_is_refused_and_tried_once() {
        SoftHsmToken hsm = SoftHsm.token();
        PinSource pin = new PinSource("1357-wrong");

        assertThat(Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.slot(hsm.slot()), pin).getLeft())
                .isEqualTo(TokenRefusal.of(Kind.WRONG_PIN))
                .extracting(TokenRefusal::message).asString().contains("not tried again").doesNotContain("1357");
        assertThat(pin.timesAsked()).isOne();
        assertThat(pin.allWiped()).isTrue();
        assertThat(Pkcs11Actor.countsWrongPins(hsm.slot())).isTrue();

        hsm.open().close();
    }

    @Test
    void without_a_pin_nothing_is_tried() {
        SoftHsmToken hsm = SoftHsm.token();
        char[] halfACharacter = {'1', '\uD83D', '2', '4'};
        Supplier<char[]> throwing = () -> {
            throw new IllegalStateException("the PIN is 2468");
        };
        for (Supplier<char[]> pin : List.<Supplier<char[]>>of(
                () -> null, () -> new char[0], () -> halfACharacter, throwing)) {
            TokenRefusal refusal =
                    Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.slot(hsm.slot()), pin).getLeft();

            assertThat(refusal).returns(Kind.NO_PIN, TokenRefusal::kind);
            assertThat(refusal.message()).contains("nothing was tried").doesNotContain("2468");
        }
        assertThat(halfACharacter).containsOnly('\0');
        assertThat(Pkcs11Actor.countsWrongPins(hsm.slot())).isFalse();
    }

    @Test
    void the_pin_is_wiped_after_use() {
        PinSource pin = new PinSource(SoftHsm.PIN);

        HSM.open(pin).close();

        assertThat(pin.timesAsked()).isOne();
        assertThat(pin.allWiped()).isTrue();
    }

    /** SunPKCS11 would make another PIN of it, and the token would count that. */
    @Test
    void a_pin_beyond_ascii_is_handed_over_in_utf_8() {
        SoftHsmToken hsm = SoftHsm.token();
        String pin = "p\u00e4ssw\u00f6r\u20ac-\uD83D\uDD11";
        Pkcs11Actor.changePin(hsm.slot(), SoftHsm.PIN, pin);

        hsm.open(new PinSource(pin)).close();

        assertThat(Pkcs11Actor.countsWrongPins(hsm.slot())).isFalse();
    }

    @Test
    void who_opens_a_token_that_is_open_shares_it_and_the_last_one_logs_out() {
        SoftHsmToken hsm = SoftHsm.token();
        hsm.generate("key", "EC secp256r1");
        PinSource firstPin = new PinSource(SoftHsm.PIN);
        PinSource secondPin = new PinSource(SoftHsm.PIN);
        Pkcs11Token first = hsm.open(firstPin);
        Pkcs11SigningKey firstKey = first.key(KeySelector.label("key")).get();
        Pkcs11Token second = hsm.open(secondPin);
        Pkcs11SigningKey secondKey = second.key(KeySelector.label("key")).get();

        first.close();
        first.close();
        assertThat(firstKey.sign(new byte[] {1}).isLeft()).isTrue();
        assertThat(secondKey.sign(new byte[] {1}).isRight()).isTrue();
        assertThat(secondPin.timesAsked()).isZero();

        Pkcs11Actor.closeAllSessions(hsm.slot());
        assertThat(secondKey.sign(new byte[] {1}).isRight()).isTrue();
        assertThat(firstPin.timesAsked()).isOne();
        assertThat(secondPin.timesAsked()).isOne();

        second.close();
        assertThat(Pkcs11Actor.isLoggedIn(hsm.slot())).isFalse();
        assertThat(Pkcs11Actor.sessions(hsm.slot())).isZero();
    }

    @Test
    void a_token_is_shared_whatever_it_is_called() throws IOException {
        SoftHsmToken hsm = SoftHsm.token();
        hsm.generate("key", "EC secp256r1");
        Path link = Files.createSymbolicLink(directory.resolve("hsm.so"), SoftHsm.LIBRARY);
        PinSource pin = new PinSource(SoftHsm.PIN);
        Pkcs11Token first = Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.label(hsm.label()), pin).get();
        Pkcs11Token second = Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.slot(hsm.slot()), pin).get();
        Pkcs11Token third = Pkcs11Token.open(link, TokenSelector.slot(hsm.slot()), pin).get();

        for (Pkcs11Token closing : List.of(first, second)) {
            closing.close();
            assertThat(third.key(KeySelector.label("key")).get().sign(new byte[] {1}).isRight()).isTrue();
        }
        assertThat(pin.timesAsked()).isOne();
        third.close();
        assertThat(Pkcs11Actor.isLoggedIn(hsm.slot())).isFalse();
        assertThat(Pkcs11Actor.sessions(hsm.slot())).isZero();
        Files.delete(link);
    }

    /** Others may have opened what is in this slot by its number. */
    @Test
    void a_token_that_moves_to_another_slot_is_to_be_opened_anew() {
        SoftHsmToken hsm = SoftHsm.token();
        SoftHsmToken elsewhere = SoftHsm.token();
        hsm.generate("key", "EC secp256r1");
        PinSource pin = new PinSource(SoftHsm.PIN);
        try (Pkcs11Token token = Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.label(hsm.label()), pin).get()) {
            Pkcs11SigningKey key = token.key(KeySelector.label("key")).get();
            assertThat(key.sign(new byte[] {1}).isRight()).isTrue();
            SoftHsm.initialise(hsm.slot(), "another");
            SoftHsm.initialise(elsewhere.slot(), hsm.label());

            assertThat(key.sign(new byte[] {1}).getLeft())
                    .returns(SigningFailure.Kind.DEVICE_REMOVED, SigningFailure::kind)
                    .extracting(SigningFailure::message).asString().contains("in slot " + elsewhere.slot());
        }
        assertThat(pin.timesAsked()).isOne();
    }

    @Test
    void who_opens_a_token_whose_session_was_lost_is_asked_for_the_pin() {
        SoftHsmToken hsm = SoftHsm.token();
        PinSource pin = new PinSource(SoftHsm.PIN);
        PinSource wrongPin = new PinSource("1357-wrong");
        hsm.generate("key", "EC secp256r1");
        try (Pkcs11Token first = hsm.open(pin)) {
            Pkcs11Actor.closeAllSessions(hsm.slot());
            hsm.open(pin).close();
            assertThat(pin.timesAsked()).isEqualTo(2);

            Pkcs11Actor.logOut(hsm.slot());
            for (int times = 1; times <= 2; times++) {
                assertThat(Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.slot(hsm.slot()), wrongPin).getLeft())
                        .isEqualTo(TokenRefusal.of(Kind.WRONG_PIN));
                assertThat(wrongPin.timesAsked()).as("opening it anew is the caller's to decide").isEqualTo(times);
            }
            hsm.open(pin).close();
            assertThat(first.key(KeySelector.label("key")).isRight()).as("nobody refused its own PIN").isTrue();
        }
    }

    @Test
    void a_login_that_is_anothers_stays_theirs() {
        SoftHsmToken hsm = SoftHsm.token();
        hsm.generate("key", "EC secp256r1");
        PinSource pin = new PinSource(SoftHsm.PIN);
        Pkcs11Actor.whileLoggedIn(hsm.slot(), () -> {
            for (int times = 0; times < 10; times++) {
                try (Pkcs11Token token = hsm.open(pin)) {
                    assertThat(token.key(KeySelector.label("key")).get().sign(new byte[] {1}).isRight()).isTrue();
                }
            }
            assertThat(pin.timesAsked()).isZero();
            assertThat(Pkcs11Actor.isLoggedIn(hsm.slot())).isTrue();
        });
    }

    @Test
    void sessions_are_given_back() {
        SoftHsmToken hsm = SoftHsm.token();
        for (int times = 0; times < 10; times++) {
            hsm.open().close();
            assertThat(Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.slot(hsm.slot()), () -> null).isLeft()).isTrue();
            assertThat(Pkcs11Actor.sessions(hsm.slot())).isZero();
        }
        Pkcs11Actor.whileLoggedIn(hsm.slot(), () -> {
            hsm.open().close();
            long once = Pkcs11Actor.sessions(hsm.slot());
            for (int times = 0; times < 10; times++) {
                hsm.open().close();
            }
            assertThat(Pkcs11Actor.sessions(hsm.slot())).isEqualTo(once);
        });
    }

    @Test
    void null_is_never_accepted() {
        TokenSelector slot = TokenSelector.slot(HSM.slot());
        Supplier<char[]> pin = SoftHsm.PIN::toCharArray;

        assertThatNullPointerException().isThrownBy(() -> Pkcs11Token.open(null, slot, pin)).withMessage("library");
        assertThatNullPointerException().isThrownBy(() -> Pkcs11Token.open(SoftHsm.LIBRARY, null, pin))
                .withMessage("token");
        assertThatNullPointerException().isThrownBy(() -> Pkcs11Token.open(SoftHsm.LIBRARY, slot, null))
                .withMessage("pin");
        assertThatNullPointerException().isThrownBy(() -> TokenSelector.label(null)).withMessage("label");
        assertThatNullPointerException().isThrownBy(() -> KeySelector.label(null)).withMessage("label");
        assertThatNullPointerException().isThrownBy(() -> KeySelector.id(null));
        try (Pkcs11Token token = opened(SoftHsm.LIBRARY, slot)) {
            assertThatNullPointerException().isThrownBy(() -> token.key(null)).withMessage("wanted");
        }
    }

    private static Pkcs11Token opened(Path library, TokenSelector name) {
        return Pkcs11Token.open(library, name, new PinSource(SoftHsm.PIN))
                .getOrElseThrow(refusal -> new AssertionError(refusal.message()));
    }

    private static TokenRefusal refusal(Path library, TokenSelector name) {
        PinSource pin = new PinSource(SoftHsm.PIN);
        TokenRefusal refusal = Pkcs11Token.open(library, name, pin).getLeft();
        assertThat(pin.timesAsked()).as("the PIN is for tokens that are there").isZero();
        return refusal;
    }
}
