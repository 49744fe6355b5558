package io.countersign.fuzz;

import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.BadPaddingException;
import javax.crypto.CipherSpi;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider that does not encrypt, but appends padding or a tag, and derives keys at no cost. So the fuzzer gets
 * behind the cipher and spends its time on parsing.
 */
final class CheapDecryption extends Provider {

    private static final long serialVersionUID = 1L;

    CheapDecryption() {
        super("Cheap", "1", "for fuzzing");
        offer("SecretKeyFactory", "PBKDF2WithHmacSHA256", Derivation::new);
        offer("SecretKeyFactory", "SCRYPT", Derivation::new);
        offer("Cipher", "AES/CBC/PKCS5Padding", () -> new Plain(false));
        offer("Cipher", "AES/GCM/NoPadding", () -> new Plain(true));
    }

    private void offer(String type, String algorithm, Supplier<Object> made) {
        putService(new Service(this, type, algorithm, made.getClass().getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
                return made.get();
            }
        });
    }

    private static final class Derivation extends SecretKeyFactorySpi {

        @Override
        protected SecretKey engineGenerateSecret(KeySpec parameters) {
            return new SecretKeySpec(new byte[32], "AES");
        }

        @Override
        protected KeySpec engineGetKeySpec(SecretKey key, Class<?> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SecretKey engineTranslateKey(SecretKey key) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Plain extends CipherSpi {

        private static final int TAG_BYTES = 16;

        private final boolean tagged;

        private Plain(boolean tagged) {
            this.tagged = tagged;
        }

        @Override
        protected byte[] engineDoFinal(byte[] bytes, int offset, int length) throws BadPaddingException {
            int behind = tagged ? TAG_BYTES : bytes[offset + length - 1];
            if (behind < 1 || behind > Math.min(TAG_BYTES, length)) {
                throw new BadPaddingException();
            }
            return Arrays.copyOfRange(bytes, offset, offset + length - behind);
        }

        @Override
        protected void engineInit(int purpose, Key key, AlgorithmParameterSpec parameters, SecureRandom random) {}

        @Override
        protected void engineUpdateAAD(byte[] bytes, int offset, int length) {}

        @Override
        protected int engineGetBlockSize() {
            return TAG_BYTES;
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return length;
        }

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}

        @Override
        protected byte[] engineGetIV() {
            return new byte[0];
        }

        @Override
        protected int engineDoFinal(byte[] bytes, int offset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineUpdate(byte[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineUpdate(byte[] bytes, int offset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineInit(int purpose, Key key, SecureRandom random) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineInit(int purpose, Key key, AlgorithmParameters parameters, SecureRandom random) {
            throw new UnsupportedOperationException();
        }
    }
}
