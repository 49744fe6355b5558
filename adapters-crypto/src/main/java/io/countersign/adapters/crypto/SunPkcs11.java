package io.countersign.adapters.crypto;

import io.vavr.collection.List;
import io.vavr.control.Either;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;

/** A token as the JDK's provider gets at it; and where that keeps labels and ids to itself, as the library does. */
final class SunPkcs11 implements TokenAccess {

    private final Path library;
    private final TokenSelector token;

    SunPkcs11(Path library, TokenSelector token) {
        this.library = library.toAbsolutePath();
        this.token = token;
    }

    @Override
    public Either<TokenRefusal, AuthProvider> provider() {
        return library().flatMap(file -> slot()).flatMap(slot -> ConfiguredProvider.of(library, slot));
    }

    @Override
    public Either<TokenRefusal, Identified> identified(byte[] id) {
        return slot().flatMap(slot -> cryptoki().flatMap(cryptoki -> cryptoki.identified(slot, id)));
    }

    private Either<TokenRefusal, Path> library() {
        return Files.isRegularFile(library)
                ? Either.right(library)
                : Either.left(new TokenRefusal.LibraryNotFound(library));
    }

    /** By its label it may be in another slot each time. */
    private Either<TokenRefusal, Long> slot() {
        return token.match(
                number -> number >= 0 && number <= Integer.MAX_VALUE
                        ? Either.right(number)
                        : Either.left(new TokenRefusal.NoSuchToken(token, List.empty())),
                label -> cryptoki().flatMap(cryptoki -> cryptoki.slotOf(label)));
    }

    private Either<TokenRefusal, Cryptoki> cryptoki() {
        try {
            return Cryptoki.of(library);
        } catch (LinkageError noJna) {
            return Either.left(new TokenRefusal.SupportMissing(Pkcs11Support.JNA));
        }
    }
}
