package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.password.LockedKeys.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Der;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.KeyUnlocker;
import io.countersign.ports.outbound.UnlockedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The API hands an encrypted private key over with each challenge, and so can a hostile one hand over altered ones. All
 * that it can see, now or in a log that it can read, is whether there is a signature, and which failure there is
 * instead, with its text. Ten thousand alterations look alike, so nothing is learned from them.
 */
@Timeout(300)
class PasswordKeyOracleTest {

    private static final int CHALLENGES = 10_000;
    private static final String PASSWORD = "correct-horse-battery-staple";
    private static final int BLOCK = 16;

    /** How the registered key is encrypted, at the least cost there is. */
    private enum Form {
        PBKDF2(EncryptedKeyForm.PKCS8, "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 1") {
            @Override
            String text(byte[] salt, byte[] iv, byte[] ciphertext) {
                return Pbes2Forger.pbkdf2().iterations(BigInteger.ONE).salt(salt).iv(iv).ciphertext(ciphertext).text();
            }
        },
        SCRYPT(EncryptedKeyForm.PKCS8, "pkcs8 -topk8 -v2 aes-256-cbc -scrypt -scrypt_N 2 -scrypt_r 1 -scrypt_p 1") {
            @Override
            String text(byte[] salt, byte[] iv, byte[] ciphertext) {
                return Pbes2Forger.scrypt(BigInteger.TWO, BigInteger.ONE, BigInteger.ONE)
                        .salt(salt).iv(iv).ciphertext(ciphertext).text();
            }
        },
        WEB_CRYPTO(EncryptedKeyForm.WEB_CRYPTO, "encrypt") {
            @Override
            String text(byte[] salt, byte[] iv, byte[] ciphertext) {
                return webCrypto(2, salt, iv, ciphertext);
            }
        },
        WEB_CRYPTO_1(EncryptedKeyForm.WEB_CRYPTO_1, "encrypt1") {
            @Override
            String text(byte[] salt, byte[] iv, byte[] ciphertext) {
                return webCrypto(1, salt, iv, ciphertext);
            }
        };

        private final EncryptedKeyForm form;
        private final String command;

        Form(EncryptedKeyForm form, String command) {
            this.form = form;
            this.command = command;
        }

        String registered(String pem) {
            return form == EncryptedKeyForm.PKCS8
                    ? OpenSsl.run(pem, command + " -passout pass:" + PASSWORD)
                    : Node.answer(command, Keys.der(pem), PASSWORD, 1);
        }

        abstract String text(byte[] salt, byte[] iv, byte[] ciphertext);
    }

    private static String webCrypto(int version, byte[] salt, byte[] iv, byte[] ciphertext) {
        byte[] bytes = ByteBuffer.allocate(6 + salt.length + iv.length + ciphertext.length)
                .put((byte) version).putInt(1).put((byte) salt.length).put(salt).put(iv).put(ciphertext).array();
        try {
            byte[] checksum = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "cskey." + Base64.getUrlEncoder().withoutPadding().encodeToString(
                    ByteBuffer.allocate(bytes.length + 4).put(bytes).put(checksum, 0, 4).array());
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Stream<Arguments> everyFormAndKey() {
        return Stream.of(Form.values()).flatMap(form ->
                Stream.of(SignatureScheme.values()).map(scheme -> Arguments.of(form, scheme)));
    }

    @ParameterizedTest
    @MethodSource("everyFormAndKey")
    void ten_thousand_altered_keys_look_alike(Form form, SignatureScheme scheme) {
        var attack = new Attack(form, scheme);
        KeyUnlocker victim = LockedKeys.unlocker(PASSWORD, OpenSsl.publicKeyOf(Keys.pemFor(scheme)));
        assertThat(observed(victim, attack.registered)).as("the registered key").isEqualTo("signed");

        Set<String> observations = new HashSet<>();
        for (int challenge = 0; challenge < CHALLENGES; challenge++) {
            observations.add(observed(victim, attack.altered(challenge)));
        }

        assertThat(observations).as("seed %d", attack.seed).containsExactly(
                "WRONG_PASSWORD: " + SigningFailure.wrongPassword().message());
    }

    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void the_text_of_one_form_is_worth_nothing_as_another(SignatureScheme scheme) {
        for (Form from : Form.values()) {
            var attack = new Attack(from, scheme);
            KeyUnlocker victim =
                    LockedKeys.unlocker(PASSWORD, OpenSsl.publicKeyOf(Keys.pemFor(scheme)));
            for (Form to : Form.values()) {
                if (to != from) {
                    assertThat(observed(victim, attack.as(to))).as("%s as %s", from, to).startsWith("WRONG_PASSWORD");
                }
            }
        }
    }

    @Test
    void unauthenticated_forms_do_not_even_ask_for_the_password_without_a_registered_public_key() {
        String locked = Form.PBKDF2.registered(Keys.ED25519);
        var unlocker = PasswordKeyUnlocker.askingFor(() -> {
            throw new AssertionError("asked");
        });

        SigningFailure notAllowed = unlocker.unlock(new EncryptedPrivateKey(locked)).getLeft();
        SigningFailure notBound =
                unlocker.withForms(EncryptedKeyForm.PKCS8).unlock(new EncryptedPrivateKey(locked)).getLeft();

        assertThat(notAllowed).returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("has the form PKCS8", "opens WEB_CRYPTO");
        assertThat(notBound).returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("not protected", "forPublicKey");
    }

    /** What the tests above would see if it were not for the public key: this is the defect. Its name is loud. */
    @Test
    void without_a_public_key_altered_texts_are_signed_which_is_why_that_is_dangerous() {
        var attack = new Attack(Form.PBKDF2, SignatureScheme.EDDSA);
        KeyUnlocker victim = LockedKeys.unlocker(PASSWORD);
        byte[] c = attack.ciphertext;

        assertThat(observed(victim, attack.text(attack.iv, Arrays.copyOf(c, BLOCK), Arrays.copyOf(c, BLOCK),
                Arrays.copyOfRange(c, 2 * BLOCK, c.length)))).isEqualTo("signed");
    }

    private static String observed(KeyUnlocker victim, String text) {
        return victim.unlock(new EncryptedPrivateKey(text)).fold(
                failure -> failure.kind() + ": " + failure.message(),
                PasswordKeyOracleTest::signed);
    }

    private static String signed(UnlockedKey key) {
        try (key) {
            return key.sign(MESSAGE).fold(failure -> "not signed: " + failure.message(), signature -> "signed");
        }
    }

    /** What somebody can do who has the registered text and the public key. */
    private static final class Attack {

        private final long seed = System.nanoTime();
        private final Random random = new Random(seed);
        private final Form form;
        private final String registered;
        private final byte[] salt;
        private final byte[] iv;
        private final byte[] ciphertext;
        /** What AES makes of the first block, whose plaintext everybody knows. */
        private final byte[] firstDecrypted;

        Attack(Form form, SignatureScheme scheme) {
            this.form = form;
            registered = form.registered(Keys.pemFor(scheme));
            LockedKey locked = LockedKeys.read(registered).get();
            salt = locked.derivation() instanceof KeyDerivation.Scrypt scrypt
                    ? scrypt.salt()
                    : ((KeyDerivation.Pbkdf2) locked.derivation()).salt();
            iv = locked.iv();
            ciphertext = locked.ciphertext();
            firstDecrypted = xor(Arrays.copyOf(Keys.der(Keys.pemFor(scheme)), BLOCK), Arrays.copyOf(iv, BLOCK));
        }

        String text(byte[] initial, byte[]... blocks) {
            return form.text(salt, initial, Der.joined(blocks));
        }

        /** The same bytes as if they were of that form. */
        String as(Form other) {
            int blocks = ciphertext.length / BLOCK * BLOCK;
            byte[] salted = Arrays.copyOf(salt, 16);
            return other.form == EncryptedKeyForm.PKCS8
                    ? other.text(salt, Arrays.copyOf(iv, BLOCK), Arrays.copyOf(ciphertext, blocks))
                    : other.text(salted, Arrays.copyOf(iv, 12), ciphertext);
        }

        String altered(int challenge) {
            String text = form.form == EncryptedKeyForm.PKCS8 ? alteredBlocks(challenge) : alteredBytes();
            return text.equals(registered) ? altered(challenge) : text;
        }

        /** One form's text is as good a guess as any at another's. */
        private String alteredBytes() {
            byte[] changed = ciphertext.clone();
            byte[] initial = iv.clone();
            switch (random.nextInt(5)) {
                case 0 -> changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
                case 1 -> initial[random.nextInt(initial.length)] ^= (byte) (1 + random.nextInt(255));
                case 2 -> changed = Arrays.copyOf(changed, 17 + random.nextInt(changed.length - 18));
                case 3 -> {
                    return as(random.nextBoolean() ? Form.PBKDF2 : Form.SCRYPT);
                }
                default -> {
                    return as(form == Form.WEB_CRYPTO ? Form.WEB_CRYPTO_1 : Form.WEB_CRYPTO);
                }
            }
            return text(initial, changed);
        }

        private String alteredBlocks(int challenge) {
            byte[] last = block(random.nextInt(ciphertext.length / BLOCK));
            byte[] guess = new byte[BLOCK];
            guess[BLOCK - 1] = (byte) challenge;
            return switch (challenge / 256 % 8) {
                // The padding of the last block, byte for byte; and behind a structure that has room for anything.
                case 0 -> text(iv, first(), guess, last);
                case 1 -> text(known("30 4d 02 01 00 30 24 06 03 2b 65 70 04 1d 00 00"), first(),
                        known("00 00 00 00 00 00 00 00 00 00 00 04 22 04 20 00"), first(), guess, last);
                // A tag, where one reader knows some tags, and not others.
                case 2 -> tagged(challenge, last, "30 62 02 01 00 30 39 06 03 2b 65 70 30 32 04");
                case 3 -> tagged(challenge, last, "30 62 02 01 00 30 39 06 03 2b 65 6e 30 32 04");
                // Everything that the first block can say.
                case 4 -> text(xor(iv, bit(challenge)), ciphertext);
                case 5 -> {
                    byte[] changed = ciphertext.clone();
                    changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
                    yield text(iv, changed);
                }
                case 6 -> shuffled();
                default -> text(iv, Arrays.copyOf(
                        ciphertext, BLOCK * (1 + random.nextInt(ciphertext.length / BLOCK - 1))));
            };
        }

        private String tagged(int challenge, byte[] last, String beginning) {
            int place = random.nextInt(BLOCK - 1);
            byte[] tag = new byte[BLOCK];
            random.nextBytes(tag);
            tag[place] = (byte) challenge;
            return text(known(beginning + " " + HexFormat.of().toHexDigits((byte) (16 + place))), first(), tag, last,
                    known("04 22 04 20 00 00 00 00 00 00 00 00 00 00 00 00"), first(),
                    known("00 00 00 00 0c 0c 0c 0c 0c 0c 0c 0c 0c 0c 0c 0c"), first());
        }

        private String shuffled() {
            byte[][] blocks = new byte[1 + random.nextInt(2 * ciphertext.length / BLOCK)][];
            for (int at = 0; at < blocks.length; at++) {
                blocks[at] = block(random.nextInt(ciphertext.length / BLOCK));
            }
            return text(iv, blocks);
        }

        /** What stands before the first block so that it decrypts to that. */
        private byte[] known(String plain) {
            return xor(firstDecrypted, HexFormat.of().parseHex(plain.replace(" ", "")));
        }

        private byte[] first() {
            return block(0);
        }

        private byte[] block(int at) {
            return Arrays.copyOfRange(ciphertext, at * BLOCK, (at + 1) * BLOCK);
        }

        private static byte[] bit(int challenge) {
            byte[] bit = new byte[BLOCK];
            bit[challenge / 8 % BLOCK] = (byte) (1 << challenge % 8);
            return bit;
        }

        private static byte[] xor(byte[] one, byte[] other) {
            byte[] both = new byte[BLOCK];
            for (int at = 0; at < BLOCK; at++) {
                both[at] = (byte) (one[at] ^ other[at]);
            }
            return both;
        }
    }
}
