package io.countersign.adapters.crypto.pkcs11;

import io.countersign.domain.OneLine;
import io.vavr.collection.Seq;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Why a PKCS#11 token cannot be used. Immutable; never holds a PIN.
 *
 * <p>Where a token's own return value is given ({@code code}), it is one of PKCS#11 v2.40 §5.1, such as
 * {@code CKR_DEVICE_ERROR}, or the type of an exception if there is none.
 */
public sealed interface TokenRefusal {

    /** What is wrong and what to do next. */
    String message();

    /** What the function for this case makes of it. */
    <T> T match(Cases<? extends T> cases);

    private static String shown(Path path) {
        return OneLine.of(path.toString(), OneLine.LONGEST_MESSAGE);
    }

    /**
     * No such file.
     *
     * @param library where the PKCS#11 library was to be
     */
    record LibraryNotFound(Path library) implements TokenRefusal {

        public LibraryNotFound {
            Objects.requireNonNull(library, "library");
        }

        @Override
        public String message() {
            return "there is no file " + shown(library)
                    + ". Give the path of the PKCS#11 library of your token's vendor.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.libraryNotFound(this);
        }

        @Override
        public String toString() {
            return "LibraryNotFound[library=" + shown(library) + "]";
        }
    }

    /**
     * A file that is no PKCS#11 library for this machine, or cannot be configured as one.
     *
     * @param library the file
     * @param why what the loader said
     */
    record LibraryNotUsable(Path library, String why) implements TokenRefusal {

        public LibraryNotUsable {
            Objects.requireNonNull(library, "library");
            why = OneLine.of(Objects.requireNonNull(why, "why"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String message() {
            return shown(library) + " cannot be used as a PKCS#11 library (" + why
                    + "). Give your vendor's library for this processor and operating system.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.libraryNotUsable(this);
        }

        @Override
        public String toString() {
            return "LibraryNotUsable[library=" + shown(library) + ", why=" + why + "]";
        }
    }

    /**
     * Something that is needed is not there in this JVM.
     *
     * @param support what
     */
    record SupportMissing(Pkcs11Support support) implements TokenRefusal {

        public SupportMissing {
            Objects.requireNonNull(support, "support");
        }

        @Override
        public String message() {
            return support.remedy();
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.supportMissing(this);
        }
    }

    /**
     * The library knows no such slot, or no token of that label.
     *
     * @param wanted which one was asked for
     * @param present the labels of the tokens that there are, if they were looked at
     */
    record NoSuchToken(TokenSelector wanted, Seq<String> present) implements TokenRefusal {

        public NoSuchToken {
            Objects.requireNonNull(wanted, "wanted");
            Objects.requireNonNull(present, "present");
        }

        @Override
        public String message() {
            return "the PKCS#11 library knows no " + wanted
                    + (present.isEmpty() ? "" : ", but " + CryptokiText.quoted(present))
                    + ". Name one that is there, or insert it.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.noSuchToken(this);
        }

        @Override
        public String toString() {
            return "NoSuchToken[wanted=" + wanted + ", present=" + CryptokiText.quoted(present) + "]";
        }
    }

    /**
     * Several tokens have that label.
     *
     * @param label the label
     * @param slots where they are
     */
    record SeveralTokens(String label, Seq<Long> slots) implements TokenRefusal {

        public SeveralTokens {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(slots, "slots");
        }

        @Override
        public String message() {
            return "the tokens in the slots " + OneLine.ofAll(slots, "none") + " are all labelled \"" + OneLine.of(label)
                    + "\". Name the slot.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.severalTokens(this);
        }

        @Override
        public String toString() {
            return "SeveralTokens[label=" + OneLine.of(label) + ", slots=" + OneLine.ofAll(slots, "none") + "]";
        }
    }

    /**
     * There is no token in the slot, or none that was initialised.
     *
     * @param code what the library said
     */
    record TokenAbsent(String code) implements TokenRefusal {

        public TokenAbsent {
            code = OneLine.of(Objects.requireNonNull(code, "code"));
        }

        @Override
        public String message() {
            return "the token is not in its slot, or was never initialised (" + code + "). Insert it, then try again.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.tokenAbsent(this);
        }
    }

    /**
     * The token cannot be used, for a reason that no other case names.
     *
     * @param code what it said
     */
    record TokenUnusable(String code) implements TokenRefusal {

        public TokenUnusable {
            code = OneLine.of(Objects.requireNonNull(code, "code"));
        }

        @Override
        public String message() {
            return "the token cannot be used (" + code + "). Check the device and what connects it, then try again.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.tokenUnusable(this);
        }
    }

    /** The token takes its PIN on a pad of its own. It was not asked to. */
    record PinPad() implements TokenRefusal {

        @Override
        public String message() {
            return "the token takes its PIN on a pad of its own (CKF_PROTECTED_AUTHENTICATION_PATH), which SunPKCS11 "
                    + "would have it ask for at times that nobody chose. Use a token that is given its PIN, or a "
                    + "SigningKey of your own.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.pinPad(this);
        }
    }

    /** The PIN is not the token's. No other was tried, and this one is not tried again. */
    record WrongPin() implements TokenRefusal {

        @Override
        public String message() {
            return "the PIN is not that of this token. It is not tried again here, since a few wrong ones lock the "
                    + "token: find out the right one, then open the token anew.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.wrongPin(this);
        }
    }

    /** The token takes no PIN any more, after too many wrong ones. */
    record PinLocked() implements TokenRefusal {

        @Override
        public String message() {
            return "the token is locked after too many wrong PINs. Have its security officer set a new one, then open "
                    + "it anew.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.pinLocked(this);
        }
    }

    /**
     * A PIN is needed, and the supplier gave none.
     *
     * @param why what it did instead
     */
    record NoPin(String why) implements TokenRefusal {

        public NoPin {
            why = OneLine.of(Objects.requireNonNull(why, "why"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String message() {
            return "the token needs its PIN: " + why + ". Check where the PIN comes from; nothing was tried.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.noPin(this);
        }
    }

    /**
     * The token refused the login for another reason than a wrong PIN: it expired, it was never set, the security
     * officer is logged in. As with a wrong PIN, it is not tried again.
     *
     * @param code what it said
     */
    record LoginRefused(String code) implements TokenRefusal {

        public LoginRefused {
            code = OneLine.of(Objects.requireNonNull(code, "code"));
        }

        @Override
        public String message() {
            return "the token refused the login (" + code + "). Have that set right, then open the token anew.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.loginRefused(this);
        }
    }

    /**
     * The session with the token was lost, and the one that was opened in its place too.
     *
     * @param code what the library said
     */
    record SessionLost(String code) implements TokenRefusal {

        public SessionLost {
            code = OneLine.of(Objects.requireNonNull(code, "code"));
        }

        @Override
        public String message() {
            return "the session with the token was lost, and opening it once more did not help (" + code
                    + "). Look for what else in this process uses the library, then try again.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.sessionLost(this);
        }
    }

    /** This {@link Pkcs11Token} was closed. */
    record TokenClosed() implements TokenRefusal {

        @Override
        public String message() {
            return "this token was closed. Open it anew to sign with its keys.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.tokenClosed(this);
        }
    }

    /**
     * One function for each case.
     *
     * @param <T> what they make of it
     */
    interface Cases<T> {

        T libraryNotFound(LibraryNotFound refusal);

        T libraryNotUsable(LibraryNotUsable refusal);

        T supportMissing(SupportMissing refusal);

        T noSuchToken(NoSuchToken refusal);

        T severalTokens(SeveralTokens refusal);

        T tokenAbsent(TokenAbsent refusal);

        T tokenUnusable(TokenUnusable refusal);

        T pinPad(PinPad refusal);

        T wrongPin(WrongPin refusal);

        T pinLocked(PinLocked refusal);

        T noPin(NoPin refusal);

        T loginRefused(LoginRefused refusal);

        T sessionLost(SessionLost refusal);

        T tokenClosed(TokenClosed refusal);
    }
}
