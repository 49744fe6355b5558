package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.vavr.control.Either;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Reads the text of a PEM file. Done by hand, since {@link Files#readString} leaves copies of the key behind; a direct
 * buffer does not, for it spares the channel one of its own.
 */
public final class PemFile {

    private PemFile() {}

    /**
     * Hands the characters of a file (UTF-8) to a function, and overwrites everything that was read afterwards.
     *
     * @param file at most {@value PemPrivateKey#LIMIT} bytes long
     */
    public static <T> Either<KeyRefusal, T> read(Path file, Function<char[], Either<KeyRefusal, T>> reader) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PemPrivateKey.LIMIT + 1);
        char[] characters = {};
        try (ReadableByteChannel channel = Files.newByteChannel(file)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            if (!bytes.hasRemaining()) {
                return Either.left(new KeyRefusal.TooLong(PemPrivateKey.LIMIT));
            }
            characters = characters(bytes.flip());
            return reader.apply(characters);
        } catch (IOException | SecurityException unreadable) {
            return Either.left(new KeyRefusal.FileUnreadable(Thrown.typeOf(unreadable)));
        } finally {
            Arrays.fill(characters, '\0');
            bytes.clear();
            while (bytes.hasRemaining()) {
                bytes.put((byte) 0);
            }
        }
    }

    private static char[] characters(ByteBuffer utf8) {
        CharBuffer decoded = CharBuffer.allocate(utf8.remaining());
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).decode(utf8, decoded, true);
        char[] characters = Arrays.copyOf(decoded.array(), decoded.position());
        Arrays.fill(decoded.array(), '\0');
        return characters;
    }
}
