package io.countersign.adapters.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.conscrypt.Conscrypt;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** The providers that the README speaks of, each doing everything alone, and what each signs. */
enum KnownProvider {
    BOUNCY_CASTLE("Bouncy Castle", ProviderPolicy::bouncyCastle, SignatureScheme.values()),
    BOUNCY_CASTLE_FIPS("Bouncy Castle FIPS, approved-only", ProviderPolicy::bouncyCastle, SignatureScheme.values()),
    JDK("the JDK's own", ProviderPolicy::jdk, SignatureScheme.ES256, SignatureScheme.EDDSA, SignatureScheme.RS256),
    CORRETTO("Amazon Corretto 2.5", () -> ProviderPolicy.only(AmazonCorrettoCryptoProvider.INSTANCE),
            SignatureScheme.values()),
    CONSCRYPT("Conscrypt 2.5", () -> ProviderPolicy.only(Conscrypt.newProvider()),
            SignatureScheme.ES256, SignatureScheme.RS256);

    private final String title;
    private final Supplier<ProviderPolicy> policy;
    private final Seq<SignatureScheme> schemes;

    KnownProvider(String title, Supplier<ProviderPolicy> policy, SignatureScheme... schemes) {
        this.title = title;
        this.policy = policy;
        this.schemes = List.of(schemes);
    }

    /** Those of this JVM: where the FIPS artifact has taken the ordinary one's place, that alone is in question. */
    static Stream<KnownProvider> here() {
        return Stream.of(values()).filter(provider -> DefaultProvider.isFips()
                ? provider == BOUNCY_CASTLE_FIPS
                : provider != BOUNCY_CASTLE_FIPS && provider.isForThisMachine());
    }

    /** Conscrypt 2.5 brings no library for Linux on ARM. */
    private boolean isForThisMachine() {
        return this != CONSCRYPT || !System.getProperty("os.arch").equals("aarch64");
    }

    String title() {
        return title;
    }

    ProviderPolicy policy() {
        return policy.get();
    }

    Seq<SignatureScheme> schemes() {
        return schemes;
    }
}
