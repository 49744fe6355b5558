package io.countersign.adapters.crypto;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.PBEKeySpec;

/** Bouncy Castle, keeping hold of every secret that it hands out, for tests to see what becomes of them. */
final class WatchingProvider extends Provider {

    private static final long serialVersionUID = 1L;

    final transient List<PBEKeySpec> passwords = new ArrayList<>();
    final transient List<byte[]> derivedKeys = new ArrayList<>();
    final transient List<byte[]> inputs = new ArrayList<>();
    final transient List<byte[]> outputs = new ArrayList<>();
    transient int destroyedKeys;

    WatchingProvider() {
        super("Watching", "1", "for tests");
        offer("SecretKeyFactory", "PBKDF2WithHmacSHA256", WatchedFactory::new);
        offer("Mac", "HmacSHA256", WatchedMac::new);
        offer("Cipher", "AES/CBC/PKCS5Padding", () -> new WatchedCipher("AES/CBC/PKCS5Padding"));
        offer("Cipher", "AES/GCM/NoPadding", () -> new WatchedCipher("AES/GCM/NoPadding"));
    }

    private void offer(String type, String algorithm, Supplier<Object> made) {
        putService(new Service(this, type, algorithm, made.getClass().getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
                return made.get();
            }
        });
    }

    private final class WatchedFactory extends SecretKeyFactorySpi {

        @Override
        protected SecretKey engineGenerateSecret(KeySpec parameters) throws InvalidKeySpecException {
            passwords.add((PBEKeySpec) parameters);
            try {
                byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256", DefaultProvider.instance())
                        .generateSecret(parameters).getEncoded();
                derivedKeys.add(key);
                return new WatchedKey(key);
            } catch (GeneralSecurityException failed) {
                throw new InvalidKeySpecException(failed);
            }
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

    private final class WatchedKey implements SecretKey {

        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        WatchedKey(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String getAlgorithm() {
            return "PBKDF2";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes;
        }

        @Override
        public void destroy() {
            destroyedKeys++;
        }
    }

    /** HKDF's two keys are among those that are handed out. */
    private final class WatchedMac extends MacSpi {

        private final Mac mac;

        WatchedMac() {
            try {
                mac = Mac.getInstance("HmacSHA256", DefaultProvider.instance());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) throws InvalidKeyException {
            mac.init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            byte[] made = mac.doFinal();
            derivedKeys.add(made);
            return made;
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }

    private final class WatchedCipher extends CipherSpi {

        private final Cipher cipher;

        WatchedCipher(String transformation) {
            try {
                cipher = Cipher.getInstance(transformation, DefaultProvider.instance());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        protected void engineInit(int purpose, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            cipher.init(purpose, key, parameters);
        }

        @Override
        protected void engineUpdateAAD(byte[] bytes, int offset, int length) {
            cipher.updateAAD(bytes, offset, length);
        }

        @Override
        protected byte[] engineDoFinal(byte[] bytes, int offset, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            inputs.add(bytes);
            byte[] output = cipher.doFinal(bytes, offset, length);
            outputs.add(output);
            return output;
        }

        @Override
        protected int engineDoFinal(byte[] bytes, int offset, int length, byte[] output, int outputOffset)
                throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
            return cipher.doFinal(bytes, offset, length, output, outputOffset);
        }

        @Override
        protected byte[] engineUpdate(byte[] bytes, int offset, int length) {
            return cipher.update(bytes, offset, length);
        }

        @Override
        protected int engineUpdate(byte[] bytes, int offset, int length, byte[] output, int outputOffset)
                throws ShortBufferException {
            return cipher.update(bytes, offset, length, output, outputOffset);
        }

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}

        @Override
        protected int engineGetBlockSize() {
            return cipher.getBlockSize();
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return cipher.getOutputSize(length);
        }

        @Override
        protected byte[] engineGetIV() {
            return cipher.getIV();
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return cipher.getParameters();
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
