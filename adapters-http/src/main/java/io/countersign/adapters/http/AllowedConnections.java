package io.countersign.adapters.http;

import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.Violation;
import io.vavr.control.Option;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Route;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;

/**
 * Decides over which connections credentials may be sent.
 *
 * @param url the base URL of the API
 * @param tls the TLS settings; none for an http URL
 * @param proxy the required proxy, if one is set; without it any proxy is allowed for https, since it sees nothing
 */
record AllowedConnections(HttpUrl url, Option<TlsSettings> tls, Option<HttpProxy> proxy) {

    /** Returns why credentials must not be sent over a connection, or none if they may. */
    Option<Violation> faultOf(Connection connection) {
        Option<String> fault = url.isHttps()
                ? tls.get().faultOf(connection, url.host()).orElse(() -> proxy
                        .filter(set -> !isThrough(set, connection.route().proxy()))
                        .map(set -> "the proxy is another one"))
                : Option.when(!isDirectToLoopback(connection.route()),
                        "plain http goes to loopback addresses only, and through no proxy");
        return fault.map(reason -> new Violation("okHttpClient", "must reach the API as the settings say, but " + reason
                + "; ConnectionSettings.appliedTo makes such a client"));
    }

    private static boolean isThrough(HttpProxy set, Proxy actual) {
        return actual.type() == Proxy.Type.HTTP
                && actual.address() instanceof InetSocketAddress address
                && address.getHostString().equalsIgnoreCase(set.host()) && address.getPort() == set.port();
    }

    private static boolean isDirectToLoopback(Route route) {
        InetAddress address = route.socketAddress().getAddress();
        return route.proxy().type() == Proxy.Type.DIRECT && address != null && address.isLoopbackAddress();
    }
}
