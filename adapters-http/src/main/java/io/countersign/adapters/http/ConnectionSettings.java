package io.countersign.adapters.http;

import io.countersign.adapters.http.HttpProxy.BasicCredentials;
import io.countersign.adapters.http.TimeLimits.Limit;
import io.countersign.adapters.http.exchange.BaseUrl;
import io.countersign.adapters.http.exchange.BearerToken;
import io.countersign.adapters.http.exchange.HiddenSettings;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import okhttp3.Connection;
import okhttp3.OkHttpClient;

import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * How to reach the API. Immutable, valid by construction; {@code toString} shows no token, password or key.
 *
 * <pre>{@code
 * ConnectionSettings.to("https://api.dfns.io", tokens::current)
 *         .answerWithin(Duration.ofSeconds(20))
 *         .tls(TlsSettings.builder().trustedCertificates(pemOfOurAuthority).platformTrustedCertificates())
 *         .proxy("proxy.example.com", 3128, "countersign", passwords::ofTheProxy)
 *         .validated();
 * }</pre>
 *
 * <p>Whatever is set, TLS is 1.2 or later, and plain http is spoken to loopback addresses only, never to a proxy.
 */
@SuppressWarnings("exports") // what it inherits is for this module alone
public final class ConnectionSettings extends HiddenSettings {

    private final BaseUrl baseUrl;
    private final BearerToken bearerToken;
    private final Draft draft;
    private final TlsSettings tls;

    private ConnectionSettings(BaseUrl baseUrl, TlsSettings tls, Draft draft) {
        this.baseUrl = baseUrl;
        this.bearerToken = new BearerToken(draft.bearerToken);
        this.tls = tls;
        this.draft = draft;
    }

    /**
     * Settings for that base URL, everything else as usual until said otherwise.
     *
     * @param baseUrl https, or http on a loopback address; may have a path of its own, with or without a trailing slash
     * @param bearerToken asked on every call, from the thread that makes it, for the token of the
     *         {@code Authorization} header
     */
    public static Draft to(String baseUrl, Supplier<String> bearerToken) {
        return new Draft(
                Objects.requireNonNull(baseUrl, "baseUrl"), Objects.requireNonNull(bearerToken, "bearerToken"),
                TimeLimits.USUAL, 8L * 1024 * 1024, Option.none(), Option.none(), Option.none());
    }

    /**
     * That client, reaching the API as these settings say: TLS, proxy, and the time limits but {@code answerWithin}.
     * For a client of the application's own that calls the API beside this library, as one with a
     * {@link io.countersign.adapters.http.interceptor.UserActionInterceptor} does. What the settings say nothing of
     * stays as the client has it, except that TLS is 1.2 or later.
     *
     * @return another client, with the same connection pool, dispatcher and interceptors
     * @see ApiConnection#over
     */
    public OkHttpClient appliedTo(OkHttpClient client) {
        Objects.requireNonNull(client, "client");
        OkHttpClient.Builder builder = tls.appliedTo(client, baseUrl.url().host()).newBuilder();
        draft.limits.applyTo(builder);
        draft.proxy.forEach(proxy -> proxy.applyTo(builder));
        return (baseUrl.url().isHttps() ? builder : builder.proxy(Proxy.NO_PROXY)).build();
    }

    /** Returns why credentials must not go over that connection, if these settings forbid it. */
    @Override
    protected Option<Violation> faultOf(Connection connection) {
        return new AllowedConnections(baseUrl.url(), tls, draft.proxy).faultOf(connection);
    }

    @Override
    protected BaseUrl baseUrl() {
        return baseUrl;
    }

    @Override
    protected BearerToken bearerToken() {
        return bearerToken;
    }

    Duration answerWithin() {
        return draft.limits.get(Limit.ANSWER);
    }

    long largestAnswerInBytes() {
        return draft.largestAnswerInBytes;
    }

    Option<Executor> executor() {
        return draft.executor;
    }

    @Override
    public String toString() {
        return "ConnectionSettings[" + baseUrl + ", " + draft.limits
                + ", largestAnswerInBytes=" + draft.largestAnswerInBytes + ", tls=" + tls
                + draft.proxy.map(proxy -> ", proxy=" + proxy).getOrElse("") + "]";
    }

    /** Settings that are still to be {@linkplain #validated validated}. Immutable: each method returns another one. */
    public static final class Draft {

        /** A gibibyte: answers are read into memory. */
        private static final long LARGEST_ANSWER = 1L << 30;

        private final String baseUrl;
        private final transient Supplier<String> bearerToken;
        private final TimeLimits limits;
        private final long largestAnswerInBytes;
        private final Option<TlsSettings.Builder> tls;
        private final transient Option<HttpProxy> proxy;
        private final Option<Executor> executor;

        private Draft(
                String baseUrl, Supplier<String> bearerToken, TimeLimits limits, long largestAnswerInBytes,
                Option<TlsSettings.Builder> tls, Option<HttpProxy> proxy, Option<Executor> executor) {
            this.baseUrl = baseUrl;
            this.bearerToken = bearerToken;
            this.limits = limits;
            this.largestAnswerInBytes = largestAnswerInBytes;
            this.tls = tls;
            this.proxy = proxy;
            this.executor = executor;
        }

        /** How long it may take to connect to one address; 10 seconds unless said otherwise. */
        public Draft connectWithin(Duration limit) {
            return limited(Limit.CONNECT, limit);
        }

        /**
         * How long the API may be silent while something is awaited from it: a part of the TLS handshake, the answer,
         * or more of it. As long as {@link #answerWithin} unless said otherwise.
         */
        public Draft readWithin(Duration limit) {
            return limited(Limit.READ, limit);
        }

        /** How long the API may take nothing of what is sent; as long as {@link #answerWithin} if not said. */
        public Draft writeWithin(Duration limit) {
            return limited(Limit.WRITE, limit);
        }

        /** How long an exchange may take, from the first look-up to the last byte; 30 seconds unless said otherwise. */
        public Draft answerWithin(Duration limit) {
            return limited(Limit.ANSWER, limit);
        }

        private Draft limited(Limit what, Duration limit) {
            return new Draft(baseUrl, bearerToken, limits.with(what, Objects.requireNonNull(limit, "limit")),
                    largestAnswerInBytes, tls, proxy, executor);
        }

        /** How large an answer may be, after decompression; 8 MiB unless said otherwise. */
        public Draft largestAnswerInBytes(long limit) {
            return new Draft(baseUrl, bearerToken, limits, limit, tls, proxy, executor);
        }

        /** Whom to trust and what to show; as the JVM has it unless said otherwise. Only for an https base URL. */
        public Draft tls(TlsSettings.Builder settings) {
            return new Draft(baseUrl, bearerToken, limits, largestAnswerInBytes,
                    Option.some(Objects.requireNonNull(settings, "settings")), proxy, executor);
        }

        /**
         * A tunnel through that HTTP proxy, instead of what the JVM is set to ({@code https.proxyHost}). The proxy must
         * not ask for credentials. Only for an https base URL.
         *
         * @param host its name or address
         * @param port where it listens for plain HTTP
         */
        public Draft proxy(String host, int port) {
            return through(new HttpProxy(Objects.requireNonNull(host, "host"), port, Option.none()));
        }

        /**
         * The same for a proxy that asks for a user and a password by Basic authentication (RFC 7617). They are told to
         * the proxy alone, in the clear, when it asks; if it refuses them they are not tried again for that exchange,
         * which ends with {@code NotSent}, so that nobody is locked out by repeating.
         *
         * @param user without a colon
         * @param password asked for each connection through the proxy, from a thread of the connection's own
         */
        public Draft proxy(String host, int port, String user, Supplier<String> password) {
            return through(new HttpProxy(Objects.requireNonNull(host, "host"), port, Option.some(new BasicCredentials(
                    Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password")))));
        }

        private Draft through(HttpProxy given) {
            return new Draft(baseUrl, bearerToken, limits, largestAnswerInBytes, tls, Option.some(given), executor);
        }

        /**
         * Where exchanges are made while the calling thread waits for them: on threads of the connection's own, one for
         * each exchange under way, unless said otherwise. Say otherwise to have them made on virtual threads, or to
         * hand on what the application binds to threads, such as the context of a trace.
         *
         * @param threads stays the application's to release. It must not be bounded by the threads that make calls, nor
         *         make them wait: an exchange that it does not begin in time ends with {@code TimedOut}, one that it
         *         rejects, and has not begun, with {@code HeldBack}. A thread whose exchange nobody waits for any more is
         *         interrupted. Whatever the executor does, the exchange is made at most once
         */
        public Draft exchangingOn(Executor threads) {
            return new Draft(baseUrl, bearerToken, limits, largestAnswerInBytes, tls, proxy,
                    Option.some(Objects.requireNonNull(threads, "threads")));
        }

        /** These settings, or everything that is wrong with them. */
        public Validation<Seq<Violation>, ConnectionSettings> validated() {
            Validation<Seq<Violation>, BaseUrl> url = BaseUrl.of(baseUrl);
            Validation<Seq<Violation>, TlsSettings> safety = tls.getOrElse(TlsSettings::builder).build();
            Seq<Violation> violations = errorsOf(url)
                    .appendAll(limits.violations())
                    .appendAll(Option.when(largestAnswerInBytes < 1 || largestAnswerInBytes > LARGEST_ANSWER,
                            new Violation("largestAnswerInBytes", "must be between 1 and " + LARGEST_ANSWER)))
                    .appendAll(errorsOf(safety).map(violation ->
                            new Violation("tls." + violation.field(), violation.message())))
                    .appendAll(proxy.toList().flatMap(HttpProxy::violations))
                    .appendAll(url.toOption().toList().flatMap(this::setInVain));
            return violations.isEmpty()
                    ? Validation.valid(new ConnectionSettings(url.get(), safety.get(), this))
                    : Validation.invalid(violations);
        }

        /** Better said than found out: nothing of this would come to pass with plain http. */
        private Seq<Violation> setInVain(BaseUrl url) {
            return List.of(Option.when(tls.isDefined(), "tls"), Option.when(proxy.isDefined(), "proxy"))
                    .flatMap(field -> field)
                    .filter(field -> !url.url().isHttps())
                    .map(field -> new Violation(
                            field, "must not be set for an http base URL, which it has no part in"));
        }

        private static Seq<Violation> errorsOf(Validation<Seq<Violation>, ?> validation) {
            return validation.isValid() ? List.empty() : validation.getError();
        }

        @Override
        public String toString() {
            return "ConnectionSettings.Draft[" + limits + "]";
        }
    }
}
