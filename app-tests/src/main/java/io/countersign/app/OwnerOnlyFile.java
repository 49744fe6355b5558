package io.countersign.app;

import io.vavr.control.Either;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file for secrets, which an option names: readable by its owner only, from its first byte on.
 *
 * @param option the option, to name in problems
 * @param path where the file is to be
 */
record OwnerOnlyFile(String option, String path) {

    /** Puts that text there as UTF-8, whole or not at all, in place of the regular file that may be there. */
    Either<Problem, Path> replaceBy(String text) {
        return target().flatMap(file -> Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? problem("is there and no regular file; choose another name")
                : moved(text, file));
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
