package io.countersign.app;

import io.vavr.control.Either;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that an option names, read as a whole and as UTF-8.
 *
 * @param option the option, for messages
 * @param path the path of the file
 */
record GivenFile(String option, String path) {

    /** More than the longest body that the API takes. */
    private static final int LARGEST_TEXT = 64 << 20;
    /** More than the longest key, token or password. */
    private static final int LARGEST_SECRET = 64 << 10;

    /** Returns the exact content. */
    Either<Problem, String> text() {
        return characters(LARGEST_TEXT).map(String::new);
    }

    /** Returns the content of a secret, which the caller wipes. */
    Either<Problem, char[]> secret() {
        return characters(LARGEST_SECRET);
    }

    /** Returns a password: the content without the line end that editors add. */
    Either<Problem, char[]> password() {
        return secret().flatMap(characters -> {
            int length = characters.length;
            if (length > 0 && characters[length - 1] == '\n') {
                length--;
            }
            if (length > 0 && characters[length - 1] == '\r') {
                length--;
            }
            char[] password = Arrays.copyOf(characters, length);
            Arrays.fill(characters, '\0');
            return length == 0 ? problem("is empty; put the password there") : Either.right(password);
        });
    }

    private Either<Problem, char[]> characters(int largestInBytes) {
        byte[] bytes = new byte[0];
        if (path.isEmpty()) {
            return Either.left(Problem.wrongInput(option + " names no file; give its path"));
        }
        try {
            Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                return problem("is a directory; name a file");
            }
            // Never the whole of it at once: devices and pipes have no size, and need have no end.
            try (InputStream stream = Files.newInputStream(file)) {
                bytes = stream.readNBytes(largestInBytes + 1);
            }
            if (bytes.length > largestInBytes) {
                return problem("is larger than " + largestInBytes + " bytes; is it the right file?");
            }
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            char[] characters = Arrays.copyOf(decoded.array(), decoded.limit());
            Arrays.fill(decoded.array(), '\0');
            return Either.right(characters);
        } catch (InvalidPathException noPath) {
            return problem("is no path");
        } catch (CharacterCodingException notUtf8) {
            return problem("is not UTF-8 text");
        } catch (NoSuchFileException missing) {
            return problem("does not exist; check the path");
        } catch (AccessDeniedException denied) {
            return problem("may not be read; check its permissions");
        } catch (IOException unreadable) {
            return problem("cannot be read" + reasonOf(unreadable));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Returns the operating system's reason, if there is one, without the file's name, which the message has anyway.
     */
    private static String reasonOf(IOException unreadable) {
        if (unreadable instanceof ClosedByInterruptException) {
            return ": the command was told to stop";
        }
        return unreadable instanceof FileSystemException failure && failure.getReason() != null
                ? ": " + failure.getReason()
                : "";
    }

    private <T> Either<Problem, T> problem(String fault) {
        return Either.left(Problem.wrongInput(option + ": " + path + " " + fault));
    }
}
