package io.countersign.adapters.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** An exception whose class another class loader gives another name, such as no Java source could. */
public class RenamedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String NAME = RenamedException.class.getName();

    static Throwable named(String name) throws Exception {
        return (Throwable) new Renaming(name).loadClass(name).getDeclaredConstructor().newInstance();
    }

    private static final class Renaming extends ClassLoader {

        private final String name;

        Renaming(String name) {
            super(RenamedException.class.getClassLoader());
            this.name = name;
        }

        @Override
        protected Class<?> findClass(String wanted) {
            try (InputStream file = RenamedException.class.getResourceAsStream("RenamedException.class")) {
                String renamed = new String(file.readAllBytes(), ISO_8859_1)
                        .replace(constant(NAME), constant(name));
                return defineClass(name, renamed.getBytes(ISO_8859_1), 0, renamed.length());
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** As it is in the constant pool: a tag, a length, and UTF-8 (JVMS §4.4.7). */
        private static String constant(String className) {
            byte[] utf8 = className.replace('.', '/').getBytes(UTF_8);
            return new String(ByteBuffer.allocate(3 + utf8.length)
                    .put((byte) 1).putShort((short) utf8.length).put(utf8).array(), ISO_8859_1);
        }
    }
}
