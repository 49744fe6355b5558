package io.countersign.adapters.http.interceptor;

import okhttp3.HttpUrl;

import java.util.Locale;
import java.util.Set;

/**
 * Names of headers and fields by which some servers and gateways take a call for another one than it says: another
 * method, path or host. Whoever puts such a name on a call would have something else done than was proven.
 */
final class SteeringNames {

    private static final Set<String> METHODS = Set.of(
            "-method", "x-method", "x-http-method", "x-http-method-override", "x-method-override",
            "http-method-override", "x-http-override", "x-rest-method");
    private static final Set<String> PLACES = Set.of(
            "x-original-url", "x-original-uri", "x-original-path", "x-original-host", "x-original-method",
            "x-rewrite-url", "x-rewrite-uri", "x-override-url", "x-envoy-original-path", "x-forwarded-uri",
            "x-forwarded-path", "x-forwarded-prefix", "x-forwarded-host", "x-forwarded-server", "x-forwarded-method",
            "x-host", "x-http-host-override", "x-http-destinationurl", "forwarded");
    private static final Set<String> FIELDS = Set.of("-charset-", "$httpmethod");

    private SteeringNames() {
    }

    /** Returns whether a header of that name does so. */
    static boolean isHeader(String name) {
        String plain = plain(name);
        return METHODS.contains(plain) || PLACES.contains(plain);
    }

    /** Returns whether a field of a form of that name does so, or a parameter of a query. */
    static boolean isField(String name) {
        String plain = plain(name);
        return METHODS.contains(plain) || FIELDS.contains(plain);
    }

    /** Returns whether there is such a field in the query of that URL. */
    static boolean areIn(HttpUrl url) {
        return url.queryParameterNames().stream().anyMatch(SteeringNames::isField);
    }

    /** Returns whether there is such a field in that text, which is {@code application/x-www-form-urlencoded}. */
    static boolean areIn(String urlEncoded) {
        return areIn(new HttpUrl.Builder().scheme("http").host("form")
                .encodedQuery(urlEncoded.replace(';', '&')).build());
    }

    /** As servers see it that know headers as variables (RFC 3875 §4.1.18), where both signs are one. */
    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
