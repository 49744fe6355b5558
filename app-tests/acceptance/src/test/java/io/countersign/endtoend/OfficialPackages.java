package io.countersign.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The API's own TypeScript packages, as published. */
public final class OfficialPackages {

    private OfficialPackages() {
    }

    /**
     * Installs what the lock file of a version names.
     *
     * @param version {@code 0.6} or {@code 0.8}
     * @param directory where the directory of this version is made
     * @return the directory that holds {@code node_modules}
     */
    public static Path installed(String version, Path directory) throws Exception {
        Path packages = Files.createDirectories(directory.resolve(version));
        try (Stream<Path> files = Files.list(resource(version))) {
            for (Path file : files.toList()) {
                Files.copy(file, packages.resolve(file.getFileName()));
            }
        }
        Command install = run(packages, "npm", "ci", "--ignore-scripts");
        assertThat(install.exitCode()).as("npm ci: " + install.out() + install.err()).isZero();
        return packages;
    }

    static Path resource(String name) throws Exception {
        return Path.of(OfficialPackages.class.getResource("official-clients").toURI()).resolve(name);
    }

    /** Runs a program in a directory. */
    static Command run(Path where, String... command) throws IOException {
        var all = new ArrayList<>(List.of("env", "--chdir=" + where));
        all.addAll(List.of(command));
        return Command.run(all);
    }
}
