package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.OwnJvm;
import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Function;

/** JNA is optional: without it, a token is named by its slot and a key by its label. */
@ResourceLock(SoftHsm.LOCK)
class WithoutJnaTest {

    private final SoftHsmToken hsm = SoftHsm.token();

    /** Runs without JNA, with classes of this module that are loaded again. */
    static final class Inside implements Function<String[], String> {

        @Override
        public String apply(String[] given) {
            Path library = Path.of(given[0]);
            var byLabel = Pkcs11Token.open(library, TokenSelector.label("any"), given[2]::toCharArray);
            try (Pkcs11Token token = Pkcs11Token.open(
                    library, TokenSelector.slot(Long.parseLong(given[1])), given[2]::toCharArray).get()) {
                return byLabel.getLeft()
                        + "\n" + token.key(KeySelector.id(new byte[] {1})).getLeft()
                        + "\n" + token.key(KeySelector.label("key")).get().sign(new byte[] {1}).isRight();
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void without_jna_a_slot_and_a_label_do_and_the_rest_is_refused() throws Exception {
        hsm.generate("key", "EC secp256r1");
        Class<?> inside = new WithoutJna().loadClass(Inside.class.getName());
        var constructor = inside.getDeclaredConstructor();
        constructor.setAccessible(true);
        Function<String[], String> isolated = (Function<String[], String>) constructor.newInstance();

        assertThat(inside).isNotEqualTo(Inside.class);
        assertThat(isolated.apply(new String[] {SoftHsm.LIBRARY.toString(), String.valueOf(hsm.slot()), SoftHsm.PIN})
                .lines()).containsExactly(
                        TokenRefusal.of(Kind.SUPPORT_MISSING, Pkcs11Support.JNA.message()).toString(),
                        TokenRefusal.of(Kind.SUPPORT_MISSING, Pkcs11Support.JNA.message()).toString(),
                        "true");
    }

    /** Twice, since a class that failed to load once fails in another way from then on. */
    static final class InOwnJvm {

        public static void main(String[] given) {
            for (int times = 0; times < 2; times++) {
                System.out.println(new Inside().apply(given));
            }
        }
    }

    @Test
    void jna_whose_native_part_does_not_load_is_told_as_such() throws Exception {
        hsm.generate("key", "EC secp256r1");
        String noDirectory = SoftHsm.LIBRARY.resolve("below-a-file").toString();

        assertThat(OwnJvm.lines(List.of("-Djna.tmpdir=" + noDirectory, "-cp", OwnJvm.path(OwnJvm.classPathWithout()),
                InOwnJvm.class.getName(), SoftHsm.LIBRARY.toString(), String.valueOf(hsm.slot()), SoftHsm.PIN)))
                .filteredOn(line -> line.contains("SUPPORT_MISSING"))
                .hasSize(4)
                .allMatch(line -> line.contains(Pkcs11Support.JNA_NATIVE.message()));
        assertThat(Pkcs11Support.JNA_NATIVE.message()).contains("jna.tmpdir", "jna.boot.library.path");
    }

    private static final class WithoutJna extends ClassLoader {

        WithoutJna() {
            super(WithoutJnaTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.sun.jna.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.countersign.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? defined(name) : loaded;
            }
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] content = bytes.readAllBytes();
                return defineClass(name, content, 0, content.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
