package io.countersign.app;

import io.vavr.control.Either;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/**
 * A file that an option names, read as a whole.
 *
 * @param option the option, for messages
 * @param path the path of the file
 */
record GivenFile(String option, String path) {

    /** More than the longest body that the API takes. */
    private static final int LARGEST_TEXT = 64 << 20;
    /** More than the longest key, token or password. */
    private static final int LARGEST_SECRET = 64 << 10;

    private static final byte SEQUENCE = 0x30;
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Returns the exact content, in UTF-8. */
    Either<Problem, String> text() {
        return bytes(LARGEST_TEXT).flatMap(bytes -> charset(bytes) == StandardCharsets.UTF_8
                ? characters(bytes, StandardCharsets.UTF_8).map(String::new)
                : problem("is UTF-16 text; save it as UTF-8"));
    }

    /** Returns the content of a secret, without a byte order mark, which the caller wipes. */
    Either<Problem, char[]> secret() {
        return bytes(LARGEST_SECRET).flatMap(this::characters);
    }

    /** Returns PEM, and DER as PEM with that label, which the caller wipes. */
    Either<Problem, char[]> pem(String label) {
        return bytes(LARGEST_SECRET).flatMap(bytes -> pem(label, bytes));
    }

    /** Makes PEM of the content, as {@link #pem(String)} does, and wipes the content. */
    Either<Problem, char[]> pem(String label, byte[] bytes) {
        return isDer(bytes) ? armoured(label, bytes) : characters(bytes);
    }

    /** Returns the exact content. */
    Either<Problem, byte[]> bytes() {
        return bytes(LARGEST_TEXT);
    }

    /** Returns the problem that the library has with the content. Commands in its message get the name of the file. */
    Problem unusable(String message) {
        return Problem.wrongInput(option + ": " + path + ": " + named(message, "KEY_FILE"));
    }

    /** Returns a message of the library with the file's own name, as a shell takes it, for the library's. */
    String named(String message, String placeholder) {
        String name = path.startsWith("-") ? "./" + path : path;
        return message.replace(placeholder, name.matches("[A-Za-z0-9_./+:@%-]+")
                ? name
                : "'" + name.replace("'", "'\\''") + "'");
    }

    /** Recognises a sequence whose length is that of the file, or has a byte that no text has after a digit. */
    private static boolean isDer(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == SEQUENCE && (bytes[1] < 0 || bytes[1] == bytes.length - 2);
    }

    private static Either<Problem, char[]> armoured(String label, byte[] der) {
        byte[] base64 = LINES.encode(der);
        CharBuffer pem = CharBuffer.allocate(base64.length + 2 * label.length() + 40)
                .put("-----BEGIN ").put(label).put("-----\n")
                .put(StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(base64)))
                .put("\n-----END ").put(label).put("-----");
        Arrays.fill(der, (byte) 0);
        Arrays.fill(base64, (byte) 0);
        return Either.right(pem.array());
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

    private Either<Problem, char[]> characters(byte[] bytes) {
        return characters(bytes, charset(bytes)).map(characters -> {
            if (characters.length == 0 || characters[0] != '\uFEFF') {
                return characters;
            }
            char[] unmarked = Arrays.copyOfRange(characters, 1, characters.length);
            Arrays.fill(characters, '\0');
            return unmarked;
        });
    }

    private Either<Problem, char[]> characters(byte[] bytes, Charset charset) {
        try {
            CharBuffer decoded = charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            char[] characters = Arrays.copyOf(decoded.array(), decoded.limit());
            Arrays.fill(decoded.array(), '\0');
            return Either.right(characters);
        } catch (CharacterCodingException notUtf8) {
            return problem("is not UTF-8 text");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Returns UTF-16 if there is its byte order mark, as Windows writes it. */
    private static Charset charset(byte[] text) {
        int mark = text.length < 2 ? 0 : (text[0] & 0xFF) << 8 | text[1] & 0xFF;
        return mark == 0xFEFF ? StandardCharsets.UTF_16BE
                : mark == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    private Either<Problem, byte[]> bytes(int largest) {
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
                byte[] bytes = stream.readNBytes(largest + 1);
                return bytes.length > largest
                        ? problem("is larger than " + largest + " bytes; is it the right file?")
                        : Either.right(bytes);
            }
        } catch (InvalidPathException noPath) {
            return problem("is no path");
        } catch (NoSuchFileException missing) {
            return problem("does not exist; check the path");
        } catch (AccessDeniedException denied) {
            return problem("may not be read; check its permissions");
        } catch (IOException unreadable) {
            return problem("cannot be read" + reasonOf(unreadable));
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
