package io.countersign.adapters.http;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import okhttp3.OkHttp;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the libraries that an application may bring in a version of its own. With one that is too old, or a mix of
 * two, a call would end with a {@link NoSuchMethodError} after it was proven.
 */
final class RequiredVersions {

    private static final Pattern MAJOR_AND_MINOR = Pattern.compile("(\\d+)\\.(\\d+).*");

    private RequiredVersions() {
    }

    /** Returns the libraries on the class path that are too old, each with what to change in the build. */
    static Seq<Violation> violations() {
        return List.of(okHttp(), okio(), jackson()).flatMap(violation -> violation);
    }

    private static Option<Violation> okHttp() {
        if (isBelow(OkHttp.VERSION, 5, 3)) {
            return Option.some(new Violation("okhttp", "version " + OkHttp.VERSION
                    + " comes first on the class path, but at least 5.3 is needed: exclude com.squareup.okhttp3:okhttp"
                    + " where it is older, and depend on com.squareup.okhttp3:okhttp-jvm"));
        }
        return shadowedCopy(OkHttp.class).map(copy -> new Violation("okhttp", "version " + OkHttp.VERSION
                + " comes first on the class path, but another version is there as well (" + copy + "), and a"
                + " mix of both may fail in any call: exclude com.squareup.okhttp3:okhttp where it is older"));
    }

    /**
     * Returns the place of another version of a class that the same class path holds behind it. A parent class loader,
     * as of an application server, may have one of its own; so may the class path behind a module.
     */
    static Option<String> shadowedCopy(Class<?> loaded) {
        ClassLoader loader = loaded.getClassLoader();
        if (loader == null || loaded.getModule().isNamed()) {
            return Option.none();
        }
        String name = loaded.getName().replace('.', '/') + ".class";
        try {
            Seq<URL> copies = List.ofAll(Collections.list(loader.getResources(name)));
            return copies.size() < 2
                    ? Option.none()
                    : differing(withoutInherited(copies, loader.getParent(), name), name);
        } catch (IOException unreadable) {
            // Then a call tells.
            return Option.none();
        }
    }

    private static Seq<URL> withoutInherited(Seq<URL> copies, @Nullable ClassLoader parent, String name)
            throws IOException {
        Seq<URL> inherited = parent == null ? List.empty() : List.ofAll(Collections.list(parent.getResources(name)));
        return copies.reject(copy -> inherited.exists(other -> other.toString().equals(copy.toString())));
    }

    private static Option<String> differing(Seq<URL> copies, String name) throws IOException {
        if (copies.size() < 2) {
            return Option.none();
        }
        byte[] loaded = contentOf(copies.head());
        for (URL other : copies.tail()) {
            if (!Arrays.equals(loaded, contentOf(other))) {
                String archive = other.toString().replaceFirst("!?/" + Pattern.quote(name) + "$", "");
                return Option.some(OneLine.of(archive.substring(archive.lastIndexOf('/') + 1)));
            }
        }
        return Option.none();
    }

    private static byte[] contentOf(URL place) throws IOException {
        try (InputStream content = place.openStream()) {
            return content.readAllBytes();
        }
    }

    /** Looks for a class that OkHttp 5 needs and older versions of Okio lack: Okio does not tell its version. */
    private static Option<Violation> okio() {
        try {
            Class.forName("okio.Socket", false, RequiredVersions.class.getClassLoader());
            return Option.none();
        } catch (ClassNotFoundException tooOld) {
            return Option.some(new Violation("okio", "the version on the class path is too old for OkHttp 5: depend on"
                    + " com.squareup.okio:okio-jvm in the version that okhttp-jvm names"));
        }
    }

    private static Option<Violation> jackson() {
        String version = PackageVersion.VERSION.toString();
        return Option.when(isBelow(version, 2, 18),
                () -> new Violation("jackson", "version " + version + " is on the class path,"
                        + " but at least 2.18 is needed: import com.fasterxml.jackson:jackson-bom in a later version"));
    }

    /** Tells versions that are too old from others; one in an unknown form is left to show itself. */
    private static boolean isBelow(String version, int major, int minor) {
        Matcher parts = MAJOR_AND_MINOR.matcher(version);
        return parts.matches() && (Integer.parseInt(parts.group(1)) < major
                || Integer.parseInt(parts.group(1)) == major && Integer.parseInt(parts.group(2)) < minor);
    }
}
