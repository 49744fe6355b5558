package io.countersign.adapters.http;

import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.vavr.api.VavrAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests which mixes of library versions are found. */
class RequiredVersionsTest {

    private static final String NAME = "okhttp3/OkHttp.class";
    private static final String IN_USE = OkHttp.VERSION;
    /** As long as the version in use, so that the class stays one. */
    private static final String OLDER = "4" + IN_USE.substring(1);

    @TempDir
    private Path directory;

    /** Writes a class path entry with OkHttp's class, which says that version. */
    private URL entry(String name, String version) throws IOException {
        Path file = directory.resolve(name).resolve(NAME);
        Files.createDirectories(file.getParent());
        try (var original = OkHttp.class.getResourceAsStream("/" + NAME)) {
            String content = new String(original.readAllBytes(), ISO_8859_1);
            Files.writeString(file, content.replace(IN_USE, version), ISO_8859_1);
        }
        return directory.resolve(name).toUri().toURL();
    }

    private static Class<?> loadedBy(ClassLoader loader) throws ClassNotFoundException {
        return Class.forName("okhttp3.OkHttp", false, loader);
    }

    @Test
    void the_versions_that_this_module_is_built_with_are_fine() {
        assertThat(RequiredVersions.violations()).isEmpty();
    }

    @Test
    void another_version_behind_the_one_in_use_is_named() throws Exception {
        try (var loader = new URLClassLoader(new URL[] {entry("okhttp-5", IN_USE), entry("okhttp-4", OLDER)}, null)) {
            assertThat(RequiredVersions.shadowedCopy(loadedBy(loader))).contains("okhttp-4");
        }
    }

    @Test
    void one_copy_and_two_of_one_version_are_fine() throws Exception {
        try (var one = new URLClassLoader(new URL[] {entry("one", IN_USE)}, null);
                var two = new URLClassLoader(new URL[] {entry("first", IN_USE), entry("second", IN_USE)}, null)) {
            assertThat(RequiredVersions.shadowedCopy(loadedBy(one))).isEmpty();
            assertThat(RequiredVersions.shadowedCopy(loadedBy(two))).isEmpty();
        }
    }

    @Test
    void a_copy_of_an_application_server_is_in_nobodys_way() throws Exception {
        try (var server = new URLClassLoader(new URL[] {entry("server", OLDER)}, null);
                var application = new ParentLast(entry("application", IN_USE), server)) {
            assertThat(RequiredVersions.shadowedCopy(loadedBy(application))).isEmpty();
            assertThat(RequiredVersions.shadowedCopy(loadedBy(server))).isEmpty();
        }
    }

    @Test
    void a_class_of_the_java_runtime_or_of_a_module_is_not_looked_for() {
        assertThat(RequiredVersions.shadowedCopy(String.class)).isEmpty();
        assertThat(RequiredVersions.shadowedCopy(Driver.class)).isEmpty();
    }

    /** Asks its own entries before its parent, as application servers do. */
    private static final class ParentLast extends URLClassLoader {

        ParentLast(URL entry, ClassLoader parent) {
            super(new URL[] {entry}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("okhttp3.")) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : findClass(name);
                }
            }
            return super.loadClass(name, resolve);
        }
    }
}
