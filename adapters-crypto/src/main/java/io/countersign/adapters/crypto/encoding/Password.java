package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Supplier;

/** A password while it is used. Closing it overwrites the array of the supplier. */
public final class Password implements AutoCloseable {

    private final char[] characters;

    private Password(char[] characters) {
        this.characters = characters;
    }

    /** Asks the supplier. The message of an exception may show the password, so only its type is kept. */
    public static Either<SigningFailure, Password> from(Supplier<char @Nullable []> supplier) {
        char[] given;
        try {
            given = supplier.get();
        } catch (Exception | Error noneGiven) {
            Thrown.keepInterrupt(noneGiven);
            return Either.left(SigningFailure.notConfirmed("asking for the password failed ("
                    + Thrown.typeOf(noneGiven) + "). Check where the password comes from, then try again."));
        }
        return given == null || given.length == 0
                ? Either.left(SigningFailure.notConfirmed("no password was given. Give the password that the key "
                        + "was encrypted with."))
                : Either.right(new Password(given));
    }

    /** Returns the array itself, not a copy. */
    public char[] characters() {
        return characters;
    }

    /**
     * Returns true if the characters can be written in UTF-8, as half of a surrogate pair cannot: providers disagree on
     * how to encode it. Done by hand, since the JDK's encoder leaves an encoded copy behind.
     */
    public static boolean isText(char[] characters) {
        for (int at = 0; at < characters.length; at++) {
            if (Character.isHighSurrogate(characters[at])
                    && at + 1 < characters.length && Character.isLowSurrogate(characters[at + 1])) {
                at++;
            } else if (Character.isSurrogate(characters[at])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
