package io.countersign.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.OwnJvm;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Try;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The ordinary and the FIPS artifact of Bouncy Castle share names, and not all methods. What is used here must be in
 * both, also where no test comes by.
 */
class FipsTwinTest {

    private static final Pattern REFERENCE = Pattern.compile(
            "= (?:Methodref|InterfaceMethodref|Fieldref) .*// (org/bouncycastle/[\\w/$]+)\\.\"?([\\w<>]+)\"?:(\\S+)");
    private static final Pattern CLASS = Pattern.compile("= Class .*// (org/bouncycastle/[\\w/$]+)");

    @Test
    void every_member_of_bouncy_castle_that_is_used_is_in_both_artifacts() throws Exception {
        String constants = constants(Path.of("target", "classes"));
        Seq<MatchResult> members = List.ofAll(REFERENCE.matcher(constants).results());
        Seq<String> classes = List.ofAll(CLASS.matcher(constants).results()).map(match -> match.group(1)).distinct();
        assertThat(members.size()).isGreaterThan(100);

        for (String artifact : List.of(OwnJvm.fips(), OwnJvm.entry("bcprov-jdk18on"))) {
            var url = Path.of(artifact).toUri().toURL();
            try (var loader = new URLClassLoader(new URL[] {url}, ClassLoader.getPlatformClassLoader())) {
                assertThat(classes.filter(name -> type(name, loader).isEmpty())).as(artifact).isEmpty();
                assertThat(members.filter(member -> !type(member.group(1), loader)
                        .exists(type -> has(type, member.group(2), member.group(3))))
                        .map(MatchResult::group)).as(artifact).isEmpty();
            }
        }
    }

    private static String constants(Path classes) throws Exception {
        var written = new StringWriter();
        try (Stream<Path> files = Files.walk(classes)) {
            String[] arguments = Stream.concat(Stream.of("-v", "-p"),
                    files.map(Path::toString).filter(name -> name.endsWith(".class"))).toArray(String[]::new);
            ToolProvider.findFirst("javap").orElseThrow().run(
                    new PrintWriter(written), new PrintWriter(System.err), arguments);
        }
        return written.toString();
    }

    private static Option<Class<?>> type(String internalName, ClassLoader loader) {
        return Try.<Class<?>>of(() -> loader.loadClass(internalName.replace('/', '.'))).toOption();
    }

    private static boolean has(Class<?> type, String name, String descriptor) {
        // An interface has what Object has (JVMS §5.4.3.4): since Java 18, calls of these name the interface.
        var types = new ArrayDeque<Class<?>>(java.util.List.of(type, Object.class));
        while (!types.isEmpty()) {
            Class<?> next = types.poll();
            if (declared(next, name).anyMatch(descriptor::equals)) {
                return true;
            }
            types.addAll(Arrays.asList(next.getInterfaces()));
            if (next.getSuperclass() != null) {
                types.add(next.getSuperclass());
            }
        }
        return false;
    }

    private static Stream<String> declared(Class<?> type, String name) {
        if (name.equals("<init>")) {
            return Arrays.stream(type.getDeclaredConstructors()).map(constructor ->
                    MethodType.methodType(void.class, constructor.getParameterTypes()).descriptorString());
        }
        return Stream.concat(
                Arrays.stream(type.getDeclaredMethods()).filter(method -> method.getName().equals(name)).map(method ->
                        MethodType.methodType(method.getReturnType(), method.getParameterTypes()).descriptorString()),
                Arrays.stream(type.getDeclaredFields()).filter(field -> field.getName().equals(name)).map(field ->
                        field.getType().descriptorString()));
    }
}
