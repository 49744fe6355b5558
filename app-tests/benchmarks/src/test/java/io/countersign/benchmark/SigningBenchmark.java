package io.countersign.benchmark;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.outbound.CredentialSigner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.concurrent.TimeUnit;

/** Measures a signature by the library, from the challenge to the finished assertion, and by a loop around the JCA. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SigningBenchmark {

    /** One key and its provider, shared by all threads. */
    @State(Scope.Benchmark)
    public static class Ours {

        @Param
        public Contender contender;
        @Param
        public SignatureScheme scheme;

        private final UserActionChallenge challenge = Challenges.usual();
        private CredentialSigner signer;

        @Setup
        public void open() {
            Provider provider = contender.providerOf(scheme);
            signer = CredentialSigner.key(Challenges.KEY,
                    JcaSigningKey.fromPem(Keys.pem(scheme).toCharArray(), signingWith(provider)).get());
        }
    }

    /** A bare signature: one object that is initialised once and used by one thread. */
    @State(Scope.Thread)
    public static class Bare {

        @Param
        public Contender contender;
        @Param
        public SignatureScheme scheme;

        private final byte[] message = ClientData.keyGet(Challenges.usual().challenge().value()).json().toByteArray();
        private Signature signature;

        @Setup
        public void open() throws GeneralSecurityException {
            Provider provider = contender.providerOf(scheme);
            signature = Signature.getInstance(scheme.signatureAlgorithm(), provider);
            signature.initSign(Keys.privateKey(scheme, provider));
        }
    }

    @Benchmark
    public CredentialAssertion ours(Ours state) {
        return state.signer.sign(state.challenge).get();
    }

    @Benchmark
    public byte[] bare(Bare state) throws GeneralSecurityException {
        state.signature.update(state.message);
        return state.signature.sign();
    }
}
