package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vavr.collection.List;
import io.vavr.control.Try;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Resilience4j and Micrometer are for those who want them: without them on the class path, nothing else breaks. */
class OptionalLibrariesTest {

    private static final String MODULE = "io.countersign.adapters.http.";
    private static final List<String> OPTIONAL_PACKAGES = List.of(MODULE + "metrics.", MODULE + "resilience.");

    private static Path classes() throws Exception {
        return Path.of(RetrofitTransport.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Everything that is on the class path here, without the jars of those names. */
    private static URLClassLoader without(String... libraries) {
        URL[] rest = List.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .reject(entry -> List.of(libraries).exists(Path.of(entry).getFileName().toString()::startsWith))
                .map(entry -> Try.of(() -> Path.of(entry).toUri().toURL()).get())
                .toJavaArray(URL[]::new);
        return new URLClassLoader(rest, ClassLoader.getPlatformClassLoader());
    }

    private static List<String> classNames() throws Exception {
        Path root = classes();
        try (Stream<Path> files = Files.walk(root)) {
            return List.ofAll(files.toList()).map(root::relativize).map(Path::toString)
                    .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                    .map(name -> name.replace(File.separatorChar, '.').replaceAll("\\.class$", ""));
        }
    }

    @Test
    void every_class_but_those_of_resilience_and_metrics_links_without_either_library() throws Exception {
        List<String> others = classNames()
                .reject(name -> OPTIONAL_PACKAGES.exists(name::startsWith)
                        || name.endsWith(".package-info"));
        assertThat(others).hasSizeGreaterThan(50);

        try (URLClassLoader loader = without("resilience4j-", "micrometer-")) {
            assertThat(others).allSatisfy(name -> assertThatCode(() -> link(name, loader)).doesNotThrowAnyException());
        }
    }

    /** Initialises the class and resolves every type in its signatures. */
    private static void link(String name, ClassLoader loader) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, true, loader);
        assertThat(type.getClassLoader()).isSameAs(loader);
        type.getDeclaredMethods();
        type.getDeclaredConstructors();
        type.getDeclaredFields();
    }

    @Test
    void a_whole_action_is_performed_without_either_library() throws Exception {
        assertThat(performedWithout("resilience4j-", "micrometer-")).isEqualTo("200 {\"id\":\"wa-1\"}");
    }

    @Test
    void resilience_needs_no_micrometer_and_metrics_need_no_resilience4j() throws Exception {
        try (URLClassLoader loader = without("micrometer-")) {
            assertThat(classNames().filter(name -> name.startsWith(MODULE + "resilience."))).isNotEmpty()
                    .allSatisfy(name -> assertThatCode(() -> link(name, loader)).doesNotThrowAnyException());
        }
        try (URLClassLoader loader = without("resilience4j-")) {
            assertThat(classNames().filter(name -> name.startsWith(MODULE + "metrics."))).isNotEmpty()
                    .allSatisfy(name -> assertThatCode(() -> link(name, loader)).doesNotThrowAnyException());
        }
    }

    /** Or the tests above would prove nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"resilience.Protections", "resilience.Repetition", "metrics.MicrometerListener"})
    void what_does_need_them_is_not_found_linked_by_accident(String name) throws IOException {
        try (URLClassLoader loader = without("resilience4j-", "micrometer-")) {
            assertThatThrownBy(() -> link(MODULE + name, loader)).isInstanceOf(NoClassDefFoundError.class);
        }
    }

    /** Transitively would be too much as well: javac asks every dependent module for what is required so. */
    @Test
    void the_module_requires_them_only_statically() throws Exception {
        URI descriptor = classes().resolve("module-info.class").toUri();
        try (var stream = descriptor.toURL().openStream()) {
            assertThat(ModuleDescriptor.read(stream).requires().stream()
                    .filter(required -> required.name().matches(".*(resilience4j|micrometer).*")))
                    .hasSize(6)
                    .allSatisfy(required -> assertThat(required.modifiers())
                            .containsExactly(ModuleDescriptor.Requires.Modifier.STATIC));
        }
    }

    private static Object performedWithout(String... libraries) throws Exception {
        try (URLClassLoader loader = without(libraries)) {
            Thread thread = Thread.currentThread();
            ClassLoader own = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                Constructor<?> wholeAction =
                        Class.forName(WholeAction.class.getName(), true, loader).getDeclaredConstructor();
                wholeAction.setAccessible(true);
                return ((Callable<?>) wholeAction.newInstance()).call();
            } finally {
                thread.setContextClassLoader(own);
            }
        }
    }
}
