package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.vavr.control.Option;
import okhttp3.HttpUrl;
import okhttp3.Request;

import java.util.List;

/** Checks that a request with credentials means one thing to whoever reads it on its way. */
final class RequestForm {

    private RequestForm() {
    }

    /** Returns what is ambiguous about that request, if anything. */
    static Option<Violation> faultOf(Request request) {
        return faultOfHost(request)
                .orElse(() -> faultOfNames(request))
                .orElse(() -> faultOfCredentials(request))
                .orElse(() -> faultOfLength(request));
    }

    /** The host decides who gets the credentials, and servers go by the header (RFC 9110 §7.2). */
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

    /** OkHttp says itself how long a body is; without one, whatever is said makes the next call a part of this one. */
    private static Option<Violation> faultOfLength(Request request) {
        return Option.when(request.body() == null
                        && (request.header("Content-Length") != null || request.header("Transfer-Encoding") != null),
                new Violation("headers", "must not announce a body that is not there"));
    }
}
