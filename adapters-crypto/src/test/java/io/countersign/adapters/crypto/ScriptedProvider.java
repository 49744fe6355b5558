package io.countersign.adapters.crypto;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** A provider as an HSM has one: its keys show nothing, and it does what the test says. */
final class ScriptedProvider extends Provider {

    private static final long serialVersionUID = 1L;

    private final transient OnInit onInit;
    private final transient OnSign onSign;

    ScriptedProvider(OnInit onInit, OnSign onSign) {
        super("Scripted", "1", "for tests");
        this.onInit = onInit;
        this.onSign = onSign;
        for (String algorithm : new String[] {"SHA256withECDSA", "Ed25519", "SHA256withRSA"}) {
            putService(new Service(this, "Signature", algorithm, Scripted.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Scripted();
                }
            });
        }
    }

    static ScriptedProvider signing(OnSign onSign) {
        return new ScriptedProvider(key -> {}, onSign);
    }

    interface OnInit {

        void with(PrivateKey key) throws InvalidKeyException;
    }

    interface OnSign {

        byte[] sign() throws SignatureException;
    }

    /** A key that says no more than the name of its algorithm, and reports when it is destroyed. */
    record OpaqueKey(String algorithm, Runnable whenDestroyed) implements PrivateKey {

        private static final long serialVersionUID = 1L;

        OpaqueKey(String algorithm) {
            this(algorithm, () -> {});
        }

        @Override
        public String getAlgorithm() {
            return algorithm;
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }

        @Override
        public void destroy() {
            whenDestroyed.run();
        }
    }

    private final class Scripted extends SignatureSpi {

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            onInit.with(key);
        }

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {}

        @Override
        protected byte[] engineSign() throws SignatureException {
            return onSign.sign();
        }

        @Override
        protected void engineInitVerify(PublicKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
