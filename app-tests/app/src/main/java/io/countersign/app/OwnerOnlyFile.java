package io.countersign.app;

import io.vavr.control.Either;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;

/**
 * A file for secrets that an option names. It is readable by its owner only from its creation on.
 *
 * @param option the option, for messages
 * @param path the path of the file
 */
record OwnerOnlyFile(String option, String path) {

    /** Writes a text as UTF-8, atomically, in place of a regular file that may exist. */
    Either<Problem, Path> replaceBy(String text) {
        return target().flatMap(file -> Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? problem("is there and no regular file; choose another name")
                : moved(text, file));
    }

    /** Writes a text as UTF-8 to a new file. An existing file is not changed. */
    Either<Problem, Path> createWith(char[] text) {
        return target().flatMap(file -> created(text, file));
    }

    private Either<Problem, Path> created(char[] text, Path file) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        try (SeekableByteChannel channel = Files.newByteChannel(file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return Either.right(file);
        } catch (FileAlreadyExistsException there) {
            return problem("exists already and is not overwritten; choose another name");
        } catch (UnsupportedOperationException notPosix) {
            return problem("cannot be kept to its owner on this file system; choose another place");
        } catch (IOException unwritable) {
            return problem(bytes.position() == 0 && !Files.exists(file)
                    ? "cannot be written; check the permissions of its directory"
                    : "was not written whole; check the room on the disk, delete it, and try again");
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    private Either<Problem, Path> moved(String text, Path file) {
        try {
            // Temporary files are readable by their owner only, and so is what they are moved to.
            Path whole = Files.createTempFile(file.getParent(), ".countersign", ".tmp");
            try {
                Files.writeString(whole, text);
                return Either.right(Files.move(
                        whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE));
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException unwritable) {
            return problem("cannot be written; check the permissions of its directory and the room on the disk");
        }
    }

    private Either<Problem, Path> target() {
        if (path.isEmpty()) {
            return Either.left(Problem.wrongInput(option + " names no file; give its path"));
        }
        try {
            Path file = Path.of(path).toAbsolutePath().normalize();
            return file.getParent() != null && Files.isDirectory(file.getParent())
                    ? Either.right(file)
                    : problem("is not in a directory that exists; create it first, or choose another place");
        } catch (InvalidPathException noPath) {
            return problem("is no path");
        }
    }

    private <T> Either<Problem, T> problem(String fault) {
        return Either.left(Problem.wrongInput(option + ": " + path + " " + fault));
    }
}
