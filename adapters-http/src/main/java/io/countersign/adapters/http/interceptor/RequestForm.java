package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.vavr.control.Option;
import okhttp3.HttpUrl;
import okhttp3.Request;

import java.util.List;
import java.util.Set;

/** Checks that all servers on the way of a request with credentials understand it alike. */
final class RequestForm {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    private RequestForm() {
    }

    /** Returns the ambiguity of a request, if there is one. */
    static Option<Violation> faultOf(Request request) {
        return faultOfMethod(request)
                .orElse(() -> faultOfHost(request))
                .orElse(() -> faultOfNames(request))
                .orElse(() -> faultOfCredentials(request))
                .orElse(() -> faultOfLength(request));
    }

    // Some servers take "post" for POST, and what they do not know for a method that they do.
    private static Option<Violation> faultOfMethod(Request request) {
        return Option.when(!METHODS.contains(request.method()), new Violation("method",
                "must be GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE, in capitals: servers take others for these"));
    }

    // Servers go by the header (RFC 9110 §7.2), which so decides where the credentials go.
    private static Option<Violation> faultOfHost(Request request) {
        List<String> given = request.headers("Host");
        return Option.when(given.size() > 1
                        || given.stream().anyMatch(host -> !host.equalsIgnoreCase(hostOf(request.url()))),
                new Violation("Host", "must be that of the URL, which is where credentials belong"));
    }

    private static String hostOf(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }

    private static Option<Violation> faultOfNames(Request request) {
        return io.vavr.collection.List.ofAll(request.headers().names())
                .find(name -> name.startsWith(":") || SteeringNames.isHeader(name))
                .map(name -> new Violation("headers", "must not have " + OneLine.of(name, 60)
                        + ", by which servers take a call for another"))
                .orElse(() -> Option.when(SteeringNames.areIn(request.url()), new Violation("query",
                        "must not name a method or a charset, by which servers take a call for another")));
    }

    private static Option<Violation> faultOfCredentials(Request request) {
        return io.vavr.collection.List.of(SecretHeaders.AUTHORIZATION, SecretHeaders.USER_ACTION)
                .find(name -> request.headers(name).size() > 1)
                .map(name -> new Violation("headers", "must have " + name + " once"));
    }

    // OkHttp writes the length of a body. Without a body, a length would make the next call a part of this one.
    private static Option<Violation> faultOfLength(Request request) {
        return Option.when(request.body() == null
                        && (request.header("Content-Length") != null || request.header("Transfer-Encoding") != null),
                new Violation("headers", "must not announce a body that is not there"));
    }
}
