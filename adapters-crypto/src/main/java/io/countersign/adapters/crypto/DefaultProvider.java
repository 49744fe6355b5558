package io.countersign.adapters.crypto;

import org.bouncycastle.jce.provider.BouncyCastleProvider;

import java.security.Provider;

/**
 * The provider for callers who name none. The only place that names Bouncy Castle's; for its FIPS twin, this line
 * changes.
 *
 * <p>Never added to the JVM-wide list: what else runs in this JVM must not sign differently because of us.
 */
final class DefaultProvider {

    private static final Provider INSTANCE = new BouncyCastleProvider();

    private DefaultProvider() {}

    static Provider instance() {
        return INSTANCE;
    }
}
