package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.OwnJvm;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.Security;

/** A device that takes the PIN itself would ask for it whenever SunPKCS11 likes, and count what is entered. */
@ResourceLock(SoftHsm.LOCK)
class PinPadTest {

    private static final SoftHsmToken HSM = SoftHsm.token();

    /** SoftHSM has no such device, but SunPKCS11 can be made to believe so, in a JVM that lets that be done. */
    static final class Inside {

        private static final long PROTECTED_AUTHENTICATION_PATH = 0x100;

        public static void main(String[] given) {
            for (boolean pad : new boolean[] {false, true}) {
                System.out.println(ConfiguredProvider.of(Path.of(given[0]), Long.parseLong(given[1]), configuration -> {
                    AuthProvider provider = (AuthProvider) Security.getProvider("SunPKCS11").configure(configuration);
                    if (pad) {
                        addPad(provider);
                    }
                    return Option.some(provider);
                }).map(AuthProvider::getName));
            }
        }

        private static void addPad(AuthProvider provider) {
            try {
                Object information = field(field(provider, "token"), "tokenInfo");
                Field flags = information.getClass().getDeclaredField("flags");
                flags.setLong(information, flags.getLong(information) | PROTECTED_AUTHENTICATION_PATH);
            } catch (ReflectiveOperationException changed) {
                throw new IllegalStateException(changed);
            }
        }

        private static Object field(Object owner, String name) throws ReflectiveOperationException {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        }
    }

    @Test
    void a_token_with_a_pin_pad_is_refused_before_it_asks() throws Exception {
        String sunPkcs11 = "jdk.crypto.cryptoki/sun.security.pkcs11";

        assertThat(OwnJvm.lines(List.of("-cp", OwnJvm.path(OwnJvm.classPathWithout()),
                "--add-opens", sunPkcs11 + "=ALL-UNNAMED", "--add-opens", sunPkcs11 + ".wrapper=ALL-UNNAMED",
                Inside.class.getName(), SoftHsm.LIBRARY.toString(), String.valueOf(HSM.slot()))))
                .containsExactly("Right(SunPKCS11-countersign)", "Left(TokenRefusal[kind=PIN_PAD, details=List()])");
    }
}
