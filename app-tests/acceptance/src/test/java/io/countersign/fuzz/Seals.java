package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.SealKey;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sealed texts. The first byte chooses: a whole text; or a header, a zero byte, and a plaintext, sealed here with the
 * correct key, so that the fuzzer gets behind the cipher.
 */
final class Seals implements FuzzedParser.Parser {

    private static final Seal.Purpose PURPOSE = Seal.Purpose.of("fuzz").get();
    private static final String USER = "us-1";
    private static final byte[] KEY = new byte[32];
    private static final String INSIDE = "what was sealed";

    private final JweSeal seal = JweSeal.builder(List.of(SealKey.of("1", KEY).get())).lifetime(Duration.ofDays(1))
            .clock(Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC))
            .provider(ProviderPolicy.signingWith(new BouncyCastleProvider())).buildOrThrow();

    @Override
    public boolean accepts(byte[] input) throws GeneralSecurityException {
        Either<SealFailure, String> answer = seal.open(text(input), PURPOSE, USER);
        if (answer.isLeft()) {
            Checks.inOneLine(answer.getLeft().message(), INSIDE);
            return false;
        }
        Checks.holds(seal.seal(answer.get(), PURPOSE, USER)
                        .flatMap(again -> seal.open(again, PURPOSE, USER)).equals(answer),
                "what was sealed can be sealed again");
        return true;
    }

    private static String text(byte[] input) throws GeneralSecurityException {
        byte[] rest = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        if (input.length == 0 || (input[0] & 1) == 0) {
            return new String(rest, ISO_8859_1);
        }
        int end = 0;
        while (end < rest.length && rest[end] != 0) {
            end++;
        }
        String header = base64Url(Arrays.copyOf(rest, end));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, new byte[12]));
        cipher.updateAAD(header.getBytes(ISO_8859_1));
        byte[] encrypted = cipher.doFinal(Arrays.copyOfRange(rest, Math.min(end + 1, rest.length), rest.length));
        int tagAt = encrypted.length - 16;
        return header + ".." + base64Url(new byte[12]) + "." + base64Url(Arrays.copyOf(encrypted, tagAt)) + "."
                + base64Url(Arrays.copyOfRange(encrypted, tagAt, encrypted.length));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
