package io.countersign.adapters.http;

import io.countersign.adapters.http.HttpProxy.BasicCredentials;
import io.countersign.adapters.http.exchange.BaseUrl;
import io.countersign.adapters.http.exchange.BearerToken;
import io.countersign.adapters.http.exchange.HiddenSettings;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import okhttp3.Connection;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Describes how to reach the API. Immutable, valid by construction; {@code toString} shows no token, password or key.
 *
 * <pre>{@code
 * ConnectionSettings.builder("https://api.dfns.io", tokens::current)
 *         .callTimeout(Duration.ofSeconds(20))
 *         .tls(TlsSettings.builder().trustedCertificates(pemOfOurAuthority).platformTrustedCertificates())
 *         .proxy("proxy.example.com", 3128, "countersign", passwords::ofTheProxy)
 *         .build();
 * }</pre>
 *
 * <p>With any settings, TLS is 1.2 or later, and plain http is spoken to loopback addresses only, never to a proxy.
 */
@SuppressWarnings("exports") // what it inherits is for this module alone
public final class ConnectionSettings extends HiddenSettings {

    private final BaseUrl baseUrl;
    private final BearerToken bearerToken;
    /** None for plain http: they would read the trust store of the JVM for nothing. */
    private final Option<TlsSettings> tls;
    private final transient Option<HttpProxy> proxy;
    private final Option<Executor> executor;
    private final long maxAnswerBytes;
    private final int maxExchanges;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final Duration writeTimeout;
    private final Duration callTimeout;

    private ConnectionSettings(BaseUrl baseUrl, Option<TlsSettings> tls, Builder builder) {
        this.baseUrl = baseUrl;
        this.bearerToken = new BearerToken(builder.bearerToken);
        this.tls = tls;
        this.proxy = Option.of(builder.proxy);
        this.executor = Option.of(builder.executor);
        this.maxAnswerBytes = builder.maxAnswerBytes;
        this.maxExchanges = builder.maxExchanges;
        this.connectTimeout = builder.connectTimeout;
        this.readTimeout = Objects.requireNonNullElse(builder.readTimeout, builder.callTimeout);
        this.writeTimeout = Objects.requireNonNullElse(builder.writeTimeout, builder.callTimeout);
        this.callTimeout = builder.callTimeout;
    }

    /**
     * Returns a builder of settings for a base URL.
     *
     * @param baseUrl https, or http on a loopback address; may have a path, with or without a trailing slash
     * @param bearerToken asked on every call, from the thread that makes it, for the token of the
     *         {@code Authorization} header; empty or null while there is none, in which case only calls that take no
     *         user action can be made ({@link io.countersign.domain.action.UnsignedEndpoints})
     */
    public static Builder builder(String baseUrl, Supplier<String> bearerToken) {
        return new Builder(
                Objects.requireNonNull(baseUrl, "baseUrl"), Objects.requireNonNull(bearerToken, "bearerToken"));
    }

    /**
     * Returns a copy of a client that reaches the API with these settings: TLS, proxy, and all timeouts but {@code
     * callTimeout}. Use it for a client of the application that calls the API beside this library, such as one with a
     * {@link io.countersign.adapters.http.interceptor.UserActionInterceptor}. What is not set stays as the client has
     * it, except that TLS is 1.2 or later.
     *
     * @return another client, with the same connection pool, dispatcher and interceptors
     * @see ApiConnection#over
     */
    public OkHttpClient appliedTo(OkHttpClient client) {
        Objects.requireNonNull(client, "client");
        OkHttpClient.Builder builder = secured(client).newBuilder()
                .connectTimeout(connectTimeout).readTimeout(readTimeout).writeTimeout(writeTimeout);
        proxy.forEach(given -> given.applyTo(builder));
        return (baseUrl.url().isHttps() ? builder : builder.proxy(Proxy.NO_PROXY)).build();
    }

    private OkHttpClient secured(OkHttpClient client) {
        return tls.isEmpty() && client.connectionSpecs().stream().noneMatch(ConnectionSpec::isTls)
                ? client
                : tls.getOrElse(() -> TlsSettings.builder().buildOrThrow()).appliedTo(client, baseUrl.url().host());
    }

    /** Returns why credentials must not go over a connection, if these settings forbid it. */
    @Override
    protected Option<Violation> faultOf(Connection connection) {
        return new AllowedConnections(baseUrl.url(), tls, proxy).faultOf(connection);
    }

    @Override
    protected BaseUrl baseUrl() {
        return baseUrl;
    }

    @Override
    protected BearerToken bearerToken() {
        return bearerToken;
    }

    Duration callTimeout() {
        return callTimeout;
    }

    long maxAnswerBytes() {
        return maxAnswerBytes;
    }

    int maxExchanges() {
        return maxExchanges;
    }

    /** Returns whether code of the application may run in an exchange, or is to choose its thread. */
    boolean callsCodeOfTheApplication() {
        return executor.isDefined() || proxy.isDefined() || tls.exists(TlsSettings::hasClientCertificate);
    }

    Option<Executor> executor() {
        return executor;
    }

    @Override
    public String toString() {
        return "ConnectionSettings[" + baseUrl + ", connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout
                + ", writeTimeout=" + writeTimeout + ", callTimeout=" + callTimeout
                + ", maxAnswerBytes=" + maxAnswerBytes + ", maxExchanges=" + maxExchanges
                + tls.map(given -> ", tls=" + given).getOrElse("")
                + proxy.map(given -> ", proxy=" + given).getOrElse("") + "]";
    }

    /** Builds {@link ConnectionSettings}. Not safe for use by several threads. */
    public static final class Builder {

        /** One gibibyte: answers are read into memory. */
        private static final long LARGEST_ANSWER = 1L << 30;
        /** With small messages an exchange takes some 45 KiB; the rest is left to messages and to the application. */
        private static final long HEAP_OF_AN_EXCHANGE = 128 * 1024;
        private static final Duration LONGEST_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

        private final String baseUrl;
        private final transient Supplier<String> bearerToken;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private @Nullable Duration readTimeout;
        private @Nullable Duration writeTimeout;
        private Duration callTimeout = Duration.ofSeconds(30);
        private long maxAnswerBytes = 8L * 1024 * 1024;
        private int maxExchanges = (int) Math.max(1,
                Math.min(Runtime.getRuntime().maxMemory() / HEAP_OF_AN_EXCHANGE, Integer.MAX_VALUE));
        private TlsSettings.@Nullable Builder tls;
        private transient @Nullable HttpProxy proxy;
        private @Nullable Executor executor;

        private Builder(String baseUrl, Supplier<String> bearerToken) {
            this.baseUrl = baseUrl;
            this.bearerToken = bearerToken;
        }

        /** Sets the timeout for connecting to one address. Default: 10 seconds. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Sets how long the API may be silent while something is awaited from it: a part of the TLS handshake, the
         * answer, or more of it. Default: the {@link #callTimeout}.
         */
        public Builder readTimeout(Duration timeout) {
            readTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /** Sets how long the API may take nothing of what is sent to it. Default: the {@link #callTimeout}. */
        public Builder writeTimeout(Duration timeout) {
            writeTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Sets the timeout of a whole exchange, from the name look-up to the last byte of the answer. Default: 30
         * seconds.
         */
        public Builder callTimeout(Duration timeout) {
            callTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /** Sets the largest size of an answer in bytes, after decompression. Default: 8 MiB. Maximum: 1 GiB. */
        public Builder maxAnswerBytes(long bytes) {
            maxAnswerBytes = bytes;
            return this;
        }

        /**
         * Sets how many exchanges may be under way at once, so that thousands do not exhaust the memory. Others wait in
         * their calling threads, in the order they came. One that waits longer than the {@link #callTimeout}, which
         * begins anew after that, ends with {@code HeldBack}. Default: one for every 128 KiB of the largest heap that
         * the JVM may use.
         *
         * @param exchanges at least one; counted for each connection
         */
        public Builder maxExchanges(int exchanges) {
            maxExchanges = exchanges;
            return this;
        }

        /**
         * Sets the trusted certificates, client certificate and pins. Only for an https base URL. Default: the JVM's
         * trust store, no client certificate.
         */
        public Builder tls(TlsSettings.Builder settings) {
            tls = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Sets an HTTP proxy to tunnel through, one that asks for no credentials. Only for an https base URL. Default:
         * the JVM's setting ({@code https.proxyHost}).
         *
         * @param host a name or an address
         * @param port of the proxy's listener for plain HTTP
         */
        public Builder proxy(String host, int port) {
            proxy = new HttpProxy(Objects.requireNonNull(host, "host"), port, Option.none());
            return this;
        }

        /**
         * Sets an HTTP proxy that asks for Basic authentication (RFC 7617). The credentials are sent to the proxy
         * alone, in the clear, when it asks. If it refuses them, they are not tried again for that exchange, which ends
         * with {@code NotSent}, so that repeating locks no account.
         *
         * @param user without a colon
         * @param password asked for each connection through the proxy, from a thread of the connection
         */
        public Builder proxy(String host, int port, String user, Supplier<String> password) {
            proxy = new HttpProxy(Objects.requireNonNull(host, "host"), port, Option.some(new BasicCredentials(
                    Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"))));
            return this;
        }

        /**
         * Sets the executor that exchanges run on while the calling thread waits. Default: threads of the connection,
         * one for each exchange under way. Use it for virtual threads, or to hand on what is bound to threads, such as
         * the context of a trace.
         *
         * @param threads stays the application's to shut down. It must not be bounded by the threads that make calls,
         *         nor make them wait: an exchange that it does not begin in time ends with {@code TimedOut}, one that
         *         it rejects, and has not begun, with {@code HeldBack}. A thread whose exchange nobody waits for any
         *         more is interrupted. An exchange is made at most once, however often it is run
         */
        public Builder executor(Executor threads) {
            executor = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /** Returns the settings, or everything that is wrong with them. */
        public Validation<Seq<Violation>, ConnectionSettings> build() {
            Seq<Violation> outdated = RequiredVersions.violations();
            if (!outdated.isEmpty()) {
                return Validation.invalid(outdated);
            }
            Validation<Seq<Violation>, BaseUrl> url = BaseUrl.of(baseUrl);
            boolean plain = url.isValid() && !url.get().url().isHttps();
            Validation<Seq<Violation>, Option<TlsSettings>> security = plain && tls == null
                    ? Validation.valid(Option.none())
                    : (tls == null ? TlsSettings.builder() : tls).build().map(Option::some);
            Seq<Violation> violations = errorsOf(url)
                    .appendAll(outOfRange("connectTimeout", connectTimeout))
                    .appendAll(outOfRange("readTimeout", readTimeout))
                    .appendAll(outOfRange("writeTimeout", writeTimeout))
                    .appendAll(outOfRange("callTimeout", callTimeout))
                    .appendAll(Option.when(maxAnswerBytes < 1 || maxAnswerBytes > LARGEST_ANSWER,
                            new Violation("maxAnswerBytes", "must be between 1 and " + LARGEST_ANSWER)))
                    .appendAll(Option.when(maxExchanges < 1, new Violation("maxExchanges", "must be at least 1")))
                    .appendAll(errorsOf(security).map(violation ->
                            new Violation("tls." + violation.field(), violation.message())))
                    .appendAll(Option.of(proxy).toList().flatMap(HttpProxy::violations))
                    .appendAll(url.toOption().toList().flatMap(this::unusableWith));
            return violations.isEmpty()
                    ? Validation.valid(new ConnectionSettings(url.get(), security.get(), this))
                    : Validation.invalid(violations);
        }

        /**
         * Returns the settings.
         *
         * @throws InvalidValueException naming everything that is wrong with them
         */
        public ConnectionSettings buildOrThrow() {
            return InvalidValueException.valueOrThrow(build());
        }

        private static Option<Violation> outOfRange(String field, @Nullable Duration timeout) {
            return Option.of(timeout)
                    .filter(given -> given.compareTo(Duration.ofMillis(1)) < 0 || given.compareTo(LONGEST_TIMEOUT) > 0)
                    .map(given -> new Violation(
                            field, "must be between a millisecond and " + LONGEST_TIMEOUT.toDays() + " days"));
        }

        /** Returns a violation for each setting that the URL would ignore. */
        private Seq<Violation> unusableWith(BaseUrl url) {
            return List.of(Option.when(tls != null, "tls"), Option.when(proxy != null, "proxy"))
                    .flatMap(field -> field)
                    .filter(field -> !url.url().isHttps())
                    .map(field -> new Violation(field, "must not be set for an http base URL: it has no effect there"));
        }

        private static Seq<Violation> errorsOf(Validation<Seq<Violation>, ?> validation) {
            return validation.isValid() ? List.empty() : validation.getError();
        }

        @Override
        public String toString() {
            return "ConnectionSettings.Builder";
        }
    }
}
