package io.countersign.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A document of this project.
 *
 * @param path its path below the top directory
 * @param text its text
 */
record Document(Path path, String text) {

    /** The top directory of the project. */
    static final Path TOP = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Set<String> GENERATED = Set.of("target", "node_modules", ".git");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w+)\\n(.*?)^ *```$");

    /** Returns every Markdown file of the project. */
    static List<Document> all() throws IOException {
        List<Document> found = files(".*\\.md").stream().map(Document::read).toList();
        assertThat(found).hasSizeGreaterThan(30);
        return found;
    }

    /**
     * Returns the files of the project that are not generated. Directories of generated files are not entered, since
     * other tests work in them.
     *
     * @param pattern the form of a path below the top directory, with {@code /} between its names
     */
    static List<Path> files(String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(TOP, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                return GENERATED.contains(entered.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (TOP.relativize(file).toString().replace('\\', '/').matches(pattern)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    static Document at(String path) {
        return read(TOP.resolve(path));
    }

    private static Document read(Path file) {
        try {
            return new Document(TOP.relativize(file), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the fenced blocks in a language, in their order. */
    List<Block> blocks(String language) {
        return BLOCK.matcher(text).results()
                .filter(block -> block.group(2).equals(language))
                .map(block -> new Block(path, lineAt(block.start(3)), block.group(3).replaceAll(
                        "(?m)^" + block.group(1), "")))
                .toList();
    }

    /** Returns the number of the line with a character, as an editor counts it. */
    int lineAt(int offset) {
        return 1 + (int) text.chars().limit(offset).filter(character -> character == '\n').count();
    }

    /** Returns a place in this document as a compiler names it. */
    String place(int offset) {
        return path + ":" + lineAt(offset);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /**
     * A fenced block.
     *
     * @param document the path of the document that it is in
     * @param line the line of the document where its text begins
     * @param text its text
     */
    record Block(Path document, int line, String text) {

        /** Returns the place of a line of this block, counted from 1. */
        String place(long lineOfBlock) {
            return document + ":" + (line + lineOfBlock - 1);
        }

        @Override
        public String toString() {
            return place(1);
        }
    }
}
