package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.vavr.control.Either;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;

/**
 * Gives access to a token through the JDK's provider, and to labels and ids through the library.
 *
 * @param library the absolute path that was given
 * @param token the token that was asked for
 * @param place the place where it was found
 */
record SunPkcs11(Path library, TokenSelector token, SunPkcs11.Place place) implements TokenAccess {

    /**
     * The place of a token, whatever its name.
     *
     * @param library the real path of the file: two paths to one file are one library, with one login
     * @param slot the slot's number
     */
    record Place(Path library, long slot) {}

    /** Finds the token where it is now. */
    static Either<TokenRefusal, SunPkcs11> of(Path library, TokenSelector token) {
        Path absolute = library.toAbsolutePath();
        return file(absolute).flatMap(file -> slot(absolute, token)
                .map(slot -> new SunPkcs11(absolute, token, new Place(file, slot))));
    }

    @Override
    public Either<TokenRefusal, AuthProvider> provider() {
        return file(library).flatMap(file -> slot(library, token))
                .filterOrElse(slot -> slot == place.slot(), moved -> TokenRefusal.of(Kind.TOKEN_ABSENT,
                        "it is in slot " + moved + " now, to be opened anew"))
                .flatMap(slot -> ConfiguredProvider.of(library, slot));
    }

    @Override
    public Either<TokenRefusal, Identified> identified(byte[] id) {
        return cryptoki(library).flatMap(cryptoki -> cryptoki.identified(place.slot(), id));
    }

    private static Either<TokenRefusal, Path> file(Path library) {
        try {
            return Files.isRegularFile(library)
                    ? Either.right(library.toRealPath())
                    : Either.left(TokenRefusal.of(Kind.LIBRARY_NOT_FOUND, library));
        } catch (IOException goneMeanwhile) {
            return Either.left(TokenRefusal.of(Kind.LIBRARY_NOT_FOUND, library));
        }
    }

    private static Either<TokenRefusal, Long> slot(Path library, TokenSelector token) {
        if (token instanceof TokenSelector.Label label) {
            return cryptoki(library).flatMap(cryptoki -> cryptoki.slotOf(label.text()));
        }
        long number = ((TokenSelector.Slot) token).number();
        return number >= 0 && number <= Integer.MAX_VALUE
                ? Either.right(number)
                : Either.left(TokenRefusal.of(Kind.NO_SUCH_TOKEN, token));
    }

    private static Either<TokenRefusal, Cryptoki> cryptoki(Path library) {
        try {
            return Cryptoki.of(library);
        } catch (LinkageError notLoading) {
            return Either.left(TokenRefusal.of(Kind.SUPPORT_MISSING,
                    (hasJna() ? Pkcs11Support.JNA_NATIVE : Pkcs11Support.JNA).message()));
        }
    }

    /** Looks for JNA, since a class that fails to load says why the first time only. */
    private static boolean hasJna() {
        try {
            return Class.forName("com.sun.jna.Native", false, SunPkcs11.class.getClassLoader()) != null;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
