package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.RevealedSchemes;
import io.countersign.adapters.crypto.scheme.SignatureScheme;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.concurrent.Callable;

/** A program for a JVM of its own: uses what its argument says, and nothing before. */
final class FirstUse {

    private static final Map<String, Callable<Boolean>> USES = Map.of(
            "EcdsaSignature", () -> EcdsaSignature.ofDer(
                    SignatureScheme.ES256, new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1}).isValid(),
            "RevealedSchemes", () -> RevealedSchemes.of(
                    keys("secp256r1").getPublic()).isRight());

    private FirstUse() {}

    private static KeyPair keys(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(USES.get(arguments[0]).call() ? "works" : "does not work");
    }
}
