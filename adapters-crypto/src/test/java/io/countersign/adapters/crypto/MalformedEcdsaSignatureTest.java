package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.fixture.Der.bytes;
import static io.countersign.adapters.crypto.fixture.Der.element;
import static io.countersign.adapters.crypto.fixture.Der.integer;
import static io.countersign.adapters.crypto.fixture.Der.joined;
import static io.countersign.adapters.crypto.fixture.Der.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Signatures that are not DER, after the kinds of malformed signatures that Project Wycheproof collects. */
class MalformedEcdsaSignatureTest {

    private static final byte[] R = bytes(0x00, 0xD4, 0x5C, 0x03);
    private static final byte[] S = bytes(0x1F, 0xA0, 0x77);
    private static final byte[] GOOD = sequence(integer(R), integer(S));
    private static final byte[] BODY = joined(integer(R), integer(S));

    static Stream<Arguments> almostDer() {
        return Stream.of(
                arguments("nothing", bytes()),
                arguments("only a tag", bytes(0x30)),
                arguments("an empty sequence", bytes(0x30, 0x00)),
                arguments("an empty sequence of indefinite length", bytes(0x30, 0x80, 0x00, 0x00)),
                arguments("only zeros", new byte[12]),
                arguments("r || s", new byte[64]),
                arguments("a set", element(0x31, BODY)),
                arguments("a primitive sequence", element(0x10, BODY)),
                arguments("a sequence of another class", element(0xF0, BODY)),
                arguments("an octet string", element(0x04, BODY)),
                arguments("a sequence in a sequence", sequence(GOOD)),
                arguments("a sequence in an octet string", element(0x04, GOOD)),
                arguments("the length in two bytes", joined(bytes(0x30, 0x81, BODY.length), BODY)),
                arguments("the length in three bytes", joined(bytes(0x30, 0x82, 0, BODY.length), BODY)),
                arguments("the length in five bytes", joined(bytes(0x30, 0x84, 0, 0, 0, BODY.length), BODY)),
                arguments("the length in nine bytes",
                        joined(bytes(0x30, 0x88, 0, 0, 0, 0, 0, 0, 0, BODY.length), BODY)),
                arguments("a length of 2^32 more",
                        joined(bytes(0x30, 0x85, 1, 0, 0, 0, BODY.length), BODY)),
                arguments("a length of 2^64 more",
                        joined(bytes(0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, BODY.length), BODY)),
                arguments("the greatest length", joined(bytes(0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF), BODY)),
                arguments("a negative length", joined(bytes(0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF), BODY)),
                arguments("the reserved length", joined(bytes(0x30, 0xFF), BODY)),
                arguments("an indefinite length", joined(bytes(0x30, 0x80), BODY, bytes(0, 0))),
                arguments("an indefinite length without an end", joined(bytes(0x30, 0x80), BODY)),
                arguments("a length that is one too short", joined(bytes(0x30, BODY.length - 1), BODY)),
                arguments("a length that is one too long", joined(bytes(0x30, BODY.length + 1), BODY)),
                arguments("something after it", joined(GOOD, bytes(0x05, 0x00))),
                arguments("a zero after it", joined(GOOD, bytes(0x00))),
                arguments("the same once more", joined(GOOD, GOOD)),
                arguments("something before it", joined(bytes(0x05, 0x00), GOOD)),
                arguments("a third integer", sequence(integer(R), integer(S), integer(S))),
                arguments("a null inside, at the end", sequence(integer(R), integer(S), bytes(0x05, 0x00))),
                arguments("a null inside, before", sequence(bytes(0x05, 0x00), integer(R), integer(S))),
                arguments("an end of contents inside", sequence(integer(R), integer(S), bytes(0, 0))),
                arguments("r alone", sequence(integer(R))),
                arguments("integers without a sequence", BODY),
                arguments("an integer without content", sequence(integer(), integer(S))),
                arguments("two integers without content", sequence(integer(), integer())),
                arguments("r with a zero too many", sequence(integer(joined(bytes(0), R)), integer(S))),
                arguments("s with a zero too many", sequence(integer(R), integer(joined(bytes(0), S)))),
                arguments("s padded to 33 bytes", sequence(integer(R), integer(joined(new byte[30], S)))),
                arguments("r with ones too many", sequence(integer(bytes(0xFF, 0xFF, 0x80)), integer(S))),
                arguments("r with its length in two bytes",
                        sequence(joined(bytes(0x02, 0x81, R.length), R), integer(S))),
                arguments("s with its length in two bytes",
                        sequence(integer(R), joined(bytes(0x02, 0x81, S.length), S))),
                arguments("s with an indefinite length",
                        sequence(integer(R), joined(bytes(0x02, 0x80), S, bytes(0, 0)))),
                arguments("a length of s that is one too long",
                        sequence(integer(R), joined(bytes(0x02, S.length + 1), S))),
                arguments("a length of r that takes in s",
                        sequence(joined(bytes(0x02, R.length + 2 + S.length), R, integer(S)))),
                arguments("an enumerated for s", sequence(integer(R), element(0x0A, S))),
                arguments("a boolean for s", sequence(integer(R), bytes(0x01, 0x01, 0xFF))),
                arguments("a null for s", sequence(integer(R), bytes(0x05, 0x00))),
                arguments("a real for s", sequence(integer(R), bytes(0x09, 0x01, 0x42))),
                arguments("a text for s", sequence(integer(R), bytes(0x0C, 0x01, 0x31))),
                arguments("a sequence for s", sequence(integer(R), sequence(integer(S)))),
                arguments("s in a context of its own", sequence(integer(R), element(0xA0, integer(S)))),
                arguments("s implicitly tagged", sequence(integer(R), element(0x82, S))),
                arguments("s constructed", sequence(integer(R), element(0x22, integer(S)))),
                arguments("s under a tag of two bytes",
                        sequence(integer(R), joined(bytes(0x1F, 0x02, S.length), S))),
                arguments("73 bytes", sequence(integer(joined(bytes(0, 0x80), new byte[31])),
                        integer(joined(bytes(0, 0x80), new byte[32])))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("almostDer")
    void what_is_not_der_by_the_letter_is_refused(String kind, byte[] der) {
        assertThat(EcdsaSignature.ofDer(SignatureScheme.ES256, der).getError()).containsExactly(new Violation("der",
                "must be the DER of a SEQUENCE of two INTEGERs, in its shortest form and with nothing after it"));
    }

    @Test
    void the_signature_that_the_malformed_ones_are_made_from_is_accepted() {
        assertThat(EcdsaSignature.ofDer(SignatureScheme.ES256, GOOD).get().der()).isEqualTo(GOOD);
    }

    @Test
    void negative_and_longer_numbers_are_refused_as_out_of_range() {
        byte[] negativeR = sequence(integer(bytes(0xD4, 0x5C, 0x03)), integer(S));
        byte[] negativeS = sequence(integer(R), integer(bytes(0xFF)));
        byte[] longS = sequence(integer(R), integer(joined(bytes(1), new byte[39])));

        assertThat(EcdsaSignature.ofDer(SignatureScheme.ES256, negativeR).getError().map(Violation::field))
                .containsExactly("r");
        assertThat(EcdsaSignature.ofDer(SignatureScheme.ES256K, negativeS).getError().map(Violation::field))
                .containsExactly("s");
        assertThat(EcdsaSignature.ofDer(SignatureScheme.ES256, longS).getError().map(Violation::field))
                .containsExactly("s");
    }

    @Test
    void every_beginning_of_a_signature_is_refused() {
        byte[] signature = Keys.signature(Keys.signingKey(Keys.P256), new byte[] {1});
        for (int length = 0; length < signature.length; length++) {
            assertThat(EcdsaSignature.ofDer(SignatureScheme.ES256, Arrays.copyOf(signature, length)).isInvalid())
                    .as("%d bytes", length).isTrue();
        }
    }

    /** Whatever is taken is written back as it was: there are no two texts for one signature. */
    @Test
    void altered_and_made_up_bytes_are_refused_or_are_der() {
        byte[] signature = Keys.signature(Keys.signingKey(Keys.SECP256K1), new byte[] {1});
        IntStream.range(0, signature.length * 8).forEach(bit -> {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            isRefusedOrWrittenBack(flipped);
        });
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 100_000; round++) {
            byte[] made = new byte[random.nextInt(80)];
            random.nextBytes(made);
            if (random.nextBoolean() && made.length > 4) {
                made[0] = 0x30;
                made[1] = (byte) (made.length - 2);
                made[2] = 0x02;
            }
            try {
                isRefusedOrWrittenBack(made);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", round " + round, failed);
            }
        }
    }

    private static void isRefusedOrWrittenBack(byte[] der) {
        Validation<Seq<Violation>, EcdsaSignature> read = EcdsaSignature.ofDer(SignatureScheme.ES256K, der);
        assertThat(read.isInvalid() || Arrays.equals(read.get().der(), der)).as(Arrays.toString(der)).isTrue();
    }

    @Test
    void an_endless_text_is_not_even_parsed() {
        byte[] nested = new byte[10_000_000];
        for (int at = 0; at < nested.length; at += 2) {
            nested[at] = 0x30;
            nested[at + 1] = (byte) 0x80;
        }

        assertThat(EcdsaSignature.ofDer(SignatureScheme.ES256, nested).isInvalid()).isTrue();
    }
}
