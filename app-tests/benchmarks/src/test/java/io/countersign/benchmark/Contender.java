package io.countersign.benchmark;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;

import java.security.Provider;
import java.security.Security;

/** The providers that are compared. */
public enum Contender {
    JDK("the JDK's own") {
        @Override
        Provider providerOf(SignatureScheme scheme) {
            return Security.getProvider(scheme == SignatureScheme.RS256 ? "SunRsaSign" : "SunEC");
        }
    },
    BOUNCY_CASTLE("Bouncy Castle (default)") {
        @Override
        Provider providerOf(SignatureScheme scheme) {
            return new BouncyCastleProvider();
        }
    },
    CORRETTO("Amazon Corretto Crypto Provider") {
        @Override
        Provider providerOf(SignatureScheme scheme) {
            return AmazonCorrettoCryptoProvider.INSTANCE;
        }
    },
    CONSCRYPT("Conscrypt") {
        @Override
        Provider providerOf(SignatureScheme scheme) {
            return Conscrypt.newProvider();
        }
    };

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    abstract Provider providerOf(SignatureScheme scheme);

    @Override
    public String toString() {
        return title;
    }
}
