package io.countersign.sandbox.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Option;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

class EcdsaSignatureTest {

    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    @Test
    void every_pair_of_numbers_below_the_order_is_read() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            BigInteger r = number(random);
            BigInteger s = number(random);
            byte[] der = StandardDSAEncoding.INSTANCE.encode(ORDER, r, s);

            assertThat(EcdsaSignature.ofDer(der, ORDER)).as("seed %d", seed)
                    .isEqualTo(Option.some(new EcdsaSignature(r, s)));
        }
    }

    @Test
    void whatever_is_read_is_exactly_what_would_be_written() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] der = StandardDSAEncoding.INSTANCE.encode(ORDER, number(random), number(random));
            der[random.nextInt(Math.min(der.length, 8))] = (byte) random.nextInt();
            byte[] mutant = Arrays.copyOf(der, der.length + random.nextInt(3) - 1);

            EcdsaSignature.ofDer(mutant, ORDER).forEach(read -> assertThat(written(read)).as("seed %d", seed)
                    .isEqualTo(mutant));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "30", "3000", "3006020101020101ff", "30060201010201", "3106020101020101", "3006030101020101",
        "3006020101030101", "300702020001020101", "300702010102020001", "3006020100020101", "3006020101020100",
        "3006020181020101", "3006020101020181", "308106020101020101", "30800201010201010000", "3005020002010101",
        "3009020101020101020101", "3006027f01020101", "300602010102ff01", "30060281010201", "3005020101020100"
    })
    void what_is_not_der_of_two_positive_numbers_is_refused(String hex) {
        assertThat(EcdsaSignature.ofDer(HexFormat.of().parseHex(hex), ORDER)).isEmpty();
    }

    @Test
    void numbers_from_the_order_on_are_refused() {
        for (BigInteger number : new BigInteger[] {ORDER, ORDER.add(BigInteger.ONE), BigInteger.TWO.pow(256)}) {
            assertThat(EcdsaSignature.ofDer(written(new EcdsaSignature(number, BigInteger.ONE)), ORDER)).isEmpty();
            assertThat(EcdsaSignature.ofDer(written(new EcdsaSignature(BigInteger.ONE, number)), ORDER)).isEmpty();
        }
    }

    private static BigInteger number(Random random) {
        return new BigInteger(1 + random.nextInt(255), random).add(BigInteger.ONE);
    }

    private static byte[] written(EcdsaSignature signature) {
        byte[] r = signature.r().toByteArray();
        byte[] s = signature.s().toByteArray();
        byte[] der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (der.length - 2);
        der[2] = 0x02;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 0x02;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);
        return der;
    }
}
