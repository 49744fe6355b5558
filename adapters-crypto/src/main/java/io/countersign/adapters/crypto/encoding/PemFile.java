package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.vavr.control.Either;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Reads the text of a PEM file, or DER as if it were PEM. Done by hand, since {@link Files#readString} leaves copies of
 * the key behind; a direct buffer does not, for it spares the channel one of its own.
 */
public final class PemFile {

    private static final byte SEQUENCE = 0x30;

    private PemFile() {}

    /**
     * Hands the characters of a file to a function, and overwrites everything that was read afterwards.
     *
     * @param file at most {@value PemPrivateKey#LIMIT} bytes long; UTF-8, UTF-16 with its byte order mark, or DER
     */
    public static <T> Either<KeyRefusal, T> read(Path file, Function<char[], Either<KeyRefusal, T>> reader) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PemPrivateKey.LIMIT + 1);
        char[] characters = {};
        try (ReadableByteChannel channel = Files.newByteChannel(file)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            if (!bytes.hasRemaining()) {
                return Either.left(KeyRefusal.of(Kind.TOO_LONG, PemPrivateKey.LIMIT));
            }
            bytes.flip();
            characters = isDer(bytes) ? pem(bytes) : characters(bytes);
            return reader.apply(characters);
        } catch (IOException | SecurityException unreadable) {
            return Either.left(KeyRefusal.of(Kind.FILE_UNREADABLE, file, Thrown.typeOf(unreadable)));
        } finally {
            Arrays.fill(characters, '\0');
            bytes.clear();
            while (bytes.hasRemaining()) {
                bytes.put((byte) 0);
            }
        }
    }

    /** Recognises a sequence whose length is that of the file, or has a byte that no text has after a digit. */
    private static boolean isDer(ByteBuffer bytes) {
        return bytes.limit() > 1 && bytes.get(0) == SEQUENCE
                && (bytes.get(1) < 0 || bytes.get(1) == bytes.limit() - 2);
    }

    private static char[] pem(ByteBuffer bytes) {
        byte[] der = new byte[bytes.limit()];
        bytes.get(der);
        try {
            return PemBlock.text(PemPrivateKey.PRIVATE_KEY, der);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static char[] characters(ByteBuffer text) {
        CharBuffer decoded = CharBuffer.allocate(text.remaining());
        charset(text).newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE).decode(text, decoded, true);
        char[] characters = Arrays.copyOf(decoded.array(), decoded.position());
        Arrays.fill(decoded.array(), '\0');
        return characters;
    }

    private static Charset charset(ByteBuffer text) {
        int mark = text.limit() < 2 ? 0 : text.getShort(0);
        return mark == (short) 0xFEFF ? StandardCharsets.UTF_16BE
                : mark == (short) 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }
}
