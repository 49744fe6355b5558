package io.countersign.documents;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A document that leads through code, file by file. A Java block is the file whose path stands before it, and replaces
 * an earlier one. A text block is what the tests of these files say at that place; {@value #PASSED} is there where all
 * pass. Of these, the tests are run in whose package, or below, something is new since they were run.
 *
 * @param document the document
 * @param hidden parts of the class path that its reader does not have
 */
record Walkthrough(Document document, List<String> hidden) {

    private static final String PASSED = "All tests pass.";

    private static final Pattern PART = Pattern.compile(
            "(?ms)^`(src/(?:main|test)/java/\\S+\\.java)`\\n\\n```java\\n(.*?)^```$|^```text\\n(.*?)^```$|^" + PASSED);

    private static final Pattern ONE_TEST = Pattern.compile("(?m)^(?=\\w+Test\\.\\w+$)");

    /** Has the rules look at the files of the document, and not at the finished ones, which are on the class path. */
    private static final Pattern CLASSES = Pattern.compile("= \\w+\\.classes\\(\\);");
    private static final Pattern PACKAGE_OF_OURS = Pattern.compile("\"(io\\.countersign\\.\\w+)\"");

    static Walkthrough of(String path, String... hidden) {
        return new Walkthrough(Document.at(path), List.of(hidden));
    }

    /** Follows the document in a directory, and returns the files that are there in the end, by their paths. */
    Map<String, String> followed(Path directory) throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        Set<String> changed = new HashSet<>();
        int step = 0;
        try (var manager = fileManager()) {
            for (MatchResult part : PART.matcher(document.text()).results().toList()) {
                if (part.group(1) != null) {
                    files.put(part.group(1), part.group(2));
                    changed.add(part.group(1));
                } else {
                    Path place = Files.createDirectory(directory.resolve("step-" + ++step));
                    assertSaid(said(manager, files, changed, place), part);
                    changed.clear();
                }
            }
        }
        assertThat(changed).as("the files at the end of " + document + " are tested").isEmpty();
        return files;
    }

    /** Fails unless each part of a block was said, word for word. A document may break lines, and write … for more. */
    private void assertSaid(String said, MatchResult part) {
        if (part.group(3) == null) {
            assertThat(said).as(document.place(part.start())).matches("(?s)0 of [1-9].*");
            return;
        }
        assertThat(parts(part.group(3))).as(document.place(part.start(3)) + ":\n" + said).allSatisfy(shown ->
                assertThat(parts(said)).anyMatch(report -> report.matches(pattern(shown))));
    }

    private static String pattern(String shown) {
        return Arrays.stream(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    /** Returns the number of failures, if it is there, and each failure. */
    private static List<String> parts(String report) {
        return Arrays.stream(ONE_TEST.split(report)).map(part -> part.strip().replaceAll("\\s+", " ")).toList();
    }

    private String said(StandardJavaFileManager manager, Map<String, String> files, Set<String> changed, Path directory)
            throws Exception {
        Path sources = directory.resolve("sources");
        Path main = Files.createDirectory(directory.resolve("main"));
        Path tests = Files.createDirectory(directory.resolve("tests"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path source = sources.resolve(file.getKey());
            Files.createDirectories(source.getParent());
            Files.writeString(source, CLASSES.matcher(file.getValue()).replaceAll(imported(main, file.getValue())));
        }
        compile(manager, sources, main, tests);
        List<String> classes = files.keySet().stream().filter(file -> file.endsWith("Test.java"))
                .map(Walkthrough::belowSources)
                .filter(test -> changed.stream().map(Walkthrough::belowSources)
                        .anyMatch(file -> file.startsWith(test.substring(0, test.lastIndexOf('/') + 1))))
                .map(test -> test.replace(".java", "").replace('/', '.')).toList();
        try (var loader = new OwnFirst(main, tests)) {
            return report(run(classes, loader));
        }
    }

    private static String belowSources(String file) {
        return file.replaceFirst("^src/(?:main|test)/java/", "");
    }

    /** Returns code that imports the classes of a step, and those packages of this library that are named. */
    private static String imported(Path main, String source) {
        String importer = "com.tngtech.archunit.core.importer.";
        Stream<URI> ours = PACKAGE_OF_OURS.matcher(source).results()
                .flatMap(name -> Locations.ofPackage(name.group(1)).stream()).map(Location::asURI);
        return Stream.concat(Stream.of(main.toUri()), ours)
                .map(place -> importer + "Location.of(java.net.URI.create(\"" + place + "\"))")
                .collect(Collectors.joining(", ", "= new " + importer
                        + "ClassFileImporter().importLocations(java.util.List.of(", "));"));
    }

    /** Compiles all files at once, and then moves the tests out of the directory of the others. */
    private void compile(StandardJavaFileManager manager, Path sources, Path main, Path tests) throws IOException {
        manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(main));
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var walked = Files.walk(sources)) {
            boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(null, manager, found,
                    List.of("-proc:none", "-implicit:none"), null,
                    manager.getJavaFileObjectsFromPaths(walked.filter(Files::isRegularFile).toList())).call();
            assertThat(compiled).as(document + ": " + found.getDiagnostics()).isTrue();
        }
        try (var walked = Files.walk(main)) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                Path below = main.relativize(file);
                String source = below.toString().replaceAll("(?:\\$\\w+)?\\.class$", ".java");
                if (Files.exists(sources.resolve("src/test/java").resolve(source))) {
                    Files.createDirectories(tests.resolve(below).getParent());
                    Files.move(file, tests.resolve(below));
                }
            }
        }
    }

    /** Returns what the compiler reads and writes with: one for all steps, as it remembers the class path. */
    private StandardJavaFileManager fileManager() throws IOException {
        var manager = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        manager.setLocationFromPaths(StandardLocation.CLASS_PATH, Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .filter(entry -> hidden.stream().noneMatch(entry::contains)).map(Path::of).toList());
        return manager;
    }

    private static Events run(List<String> classes, ClassLoader loader) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            // All at once, as many tests of contracts wait for a time limit.
            var request = EngineTestKit.engine("junit-jupiter")
                    .configurationParameters(Map.of(
                            "junit.jupiter.execution.parallel.enabled", "true",
                            "junit.jupiter.execution.parallel.mode.default", "concurrent",
                            "junit.jupiter.execution.parallel.config.executor-service", "worker_thread_pool",
                            "junit.jupiter.execution.parallel.config.strategy", "fixed",
                            "junit.jupiter.execution.parallel.config.fixed.parallelism", "8"));
            for (String name : classes) {
                request.selectors(DiscoverySelectors.selectClass(loader.loadClass(name)));
            }
            return request.execute().testEvents();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static String report(Events tests) {
        long failed = tests.failed().count();
        return failed + " of " + tests.started().count() + (failed == 1 ? " tests fails" : " tests fail") + ":\n\n"
                + tests.failed().stream()
                .sorted(Comparator.comparing(Walkthrough::nameOf))
                .map(failure -> nameOf(failure) + "\n" + messageOf(failure) + "\n\n")
                .collect(Collectors.joining());
    }

    private static String nameOf(Event failure) {
        return failure.getTestDescriptor().getParent().orElseThrow().getDisplayName() + "."
                + failure.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
    }

    private static String messageOf(Event failure) {
        Throwable thrown = failure.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
        return String.valueOf(thrown.getMessage()).strip().replaceAll("(?m) +$", "");
    }

    /** Loads the classes of a step, also where the class path has others of the same names. */
    private static final class OwnFirst extends URLClassLoader {

        OwnFirst(Path... directories) throws IOException {
            super(urls(directories), Walkthrough.class.getClassLoader());
        }

        private static URL[] urls(Path... directories) throws IOException {
            URL[] urls = new URL[directories.length];
            for (int index = 0; index < urls.length; index++) {
                urls[index] = directories[index].toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }
}
