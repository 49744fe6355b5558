package io.countersign.app;

import io.vavr.control.Either;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that an option names, read whole as UTF-8.
 *
 * @param option the option, to name in problems
 * @param path where the file is
 */
record GivenFile(String option, Path path) {

    private static final long LARGEST_IN_BYTES = 64L * 1024 * 1024;

    /** What is in it, exactly. */
    Either<Problem, String> text() {
        return characters().map(String::new);
    }

    /** The same as characters, for secrets: the caller wipes them. */
    Either<Problem, char[]> characters() {
        byte[] bytes = new byte[0];
        try {
            if (Files.isDirectory(path)) {
                return problem("is a directory; name a file");
            } else if (Files.size(path) > LARGEST_IN_BYTES) {
                return problem("is over 64 MiB; name a smaller file");
            }
            bytes = Files.readAllBytes(path);
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            char[] characters = Arrays.copyOf(decoded.array(), decoded.limit());
            Arrays.fill(decoded.array(), '\0');
            return Either.right(characters);
        } catch (CharacterCodingException notUtf8) {
            return problem("is not UTF-8 text");
        } catch (NoSuchFileException missing) {
            return problem("does not exist; check the path");
        } catch (AccessDeniedException denied) {
            return problem("may not be read; check its permissions");
        } catch (IOException unreadable) {
            return problem("cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private <T> Either<Problem, T> problem(String fault) {
        return Either.left(Problem.wrongInput(option + ": " + path + " " + fault));
    }
}
