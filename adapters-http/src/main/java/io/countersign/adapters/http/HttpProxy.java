package io.countersign.adapters.http;

import io.countersign.adapters.http.exchange.ProxyRefused;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * An HTTP proxy that tunnels to the API ({@code CONNECT}, RFC 9110 §9.3.6). It sees the API's host and port only.
 *
 * @param credentials for the proxy, if it needs any
 */
record HttpProxy(String host, int port, Option<BasicCredentials> credentials) {

    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    /** The scheme of OkHttp's own question, before the proxy has asked. */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    /**
     * Basic authentication (RFC 7617).
     *
     * @param password called when the proxy asks for it
     */
    record BasicCredentials(String user, Supplier<String> password) {

        @Override
        public String toString() {
            return "BasicCredentials[hidden]";
        }
    }

    Seq<Violation> violations() {
        return List.of(
                violationIf(!isHost(), "proxy.host", "must be a host name or an address"),
                violationIf(port < 1 || port > 65535, "proxy.port", "must be between 1 and 65535"),
                violationIf(credentials.exists(given -> given.user().isEmpty() || given.user().contains(":")
                        || given.user().chars().anyMatch(Character::isISOControl)), "proxy.user",
                        "must not be empty, and have no colon and no control characters (RFC 7617)"))
                .flatMap(violation -> violation);
    }

    private static Option<Violation> violationIf(boolean wrong, String field, String message) {
        return Option.when(wrong, () -> new Violation(field, message));
    }

    private boolean isHost() {
        try {
            new HttpUrl.Builder().host(host);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Makes a client use this proxy instead of any other. */
    void applyTo(OkHttpClient.Builder client) {
        client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)))
                .proxyAuthenticator(answering(credentials));
    }

    /**
     * Returns an authenticator that answers the proxy's question for credentials once. A 407 of the API itself, through
     * the tunnel, gets no credentials: it answers the call.
     */
    static Authenticator answering(Option<BasicCredentials> credentials) {
        return new Authenticator() {
            @Override
            public @Nullable Request authenticate(@Nullable Route route, Response response) {
                boolean proxyAsks = response.request().method().equals("CONNECT") && !offers(response, PREEMPTIVE);
                return proxyAsks ? answered(response, credentials) : null;
            }
        };
    }

    private static Request answered(Response response, Option<BasicCredentials> credentials) {
        Request asked = response.request();
        if (asked.header(PROXY_AUTHORIZATION) != null) {
            throw new ProxyRefused(new Violation("proxy.password",
                    "must be one that the proxy accepts with that user; it was refused and is not tried again"));
        } else if (!offers(response, "Basic")) {
            throw new ProxyRefused(new Violation("proxy", "must accept Basic authentication; it offers only others"));
        }
        BasicCredentials given = credentials.getOrElseThrow(() -> new ProxyRefused(
                new Violation("proxy.user", "must be given, with a password; the proxy asks for them")));
        return asked.newBuilder()
                .header(PROXY_AUTHORIZATION,
                        Credentials.basic(given.user(), passwordOf(given), StandardCharsets.UTF_8))
                .build();
    }

    private static boolean offers(Response response, String scheme) {
        return response.challenges().stream().map(Challenge::scheme).anyMatch(scheme::equalsIgnoreCase);
    }

    private static String passwordOf(BasicCredentials credentials) {
        String password;
        try {
            password = credentials.password().get();
        } catch (Throwable thrown) {
            throw new ProxyRefused(
                    new Violation("proxy.password", "its supplier threw " + thrown.getClass().getName()));
        }
        if (password == null) {
            throw new ProxyRefused(new Violation("proxy.password", "its supplier gave none"));
        }
        return password;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
