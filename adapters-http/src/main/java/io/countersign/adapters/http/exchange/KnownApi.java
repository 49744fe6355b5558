package io.countersign.adapters.http.exchange;

import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Remembers the addresses and the protocol of an API from earlier exchanges, to decide on which thread the next one is
 * made. It can be the calling thread only if an interrupt is heard wherever it waits, and does no harm to others. A
 * name look-up hears none. In HTTP/2, one that comes during a write closes the connection, which other callers share.
 */
public final class KnownApi implements Dns {

    /** The time for which the JVM itself keeps addresses by default. */
    private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Dns dns;
    private final LongSupplier nanoTime;
    private final String host;
    private final boolean isAddress;
    private volatile @Nullable Found found;
    private volatile boolean mayShareConnections;

    private record Found(List<InetAddress> addresses, long nanoTime) {
    }

    public KnownApi(HttpUrl url) {
        this(url, SYSTEM, System::nanoTime);
    }

    KnownApi(HttpUrl url, Dns dns, LongSupplier nanoTime) {
        this.dns = dns;
        this.nanoTime = nanoTime;
        host = url.host();
        isAddress = host.matches("[0-9.]+") || host.contains(":");
        mayShareConnections = url.isHttps();
    }

    /** Returns whether the calling thread can make an exchange by itself. */
    public boolean isHeardEverywhere() {
        Found last = found;
        return !mayShareConnections
                && (isAddress || last != null && nanoTime.getAsLong() - last.nanoTime < KEPT_NANOS);
    }

    /** Looks up the addresses, if that helps exchanges to come. */
    public void lookUp() {
        if (mayShareConnections || isHeardEverywhere()) {
            return;
        }
        try {
            found = new Found(dns.lookup(host), nanoTime.getAsLong());
        } catch (UnknownHostException unknown) {
            forget();
        }
    }

    /** Forgets the addresses, which may not be valid any more. */
    public void forget() {
        found = null;
    }

    void speaks(Protocol protocol) {
        mayShareConnections = ProgressObserver.isMultiplexed(protocol);
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        Found last = found;
        return last != null && hostname.equals(host) ? last.addresses : dns.lookup(hostname);
    }
}
