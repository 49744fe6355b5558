package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.countersign.domain.action.ActionPath;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import okhttp3.HttpUrl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The base URL of the API: https, or http on a loopback address. Ends with a slash. */
public final class BaseUrl {

    private static final String FIELD = "baseUrl";
    /** Four numbers up to 255; any other form is looked up as a name. */
    private static final Pattern IPV4_LITERAL =
            Pattern.compile("127(?:\\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

    private final HttpUrl url;

    private BaseUrl(HttpUrl url) {
        this.url = url;
    }

    /** Returns the base URL that a text denotes, or what is wrong with it. */
    public static Validation<Seq<Violation>, BaseUrl> of(String text) {
        HttpUrl url = HttpUrl.parse(text.strip());
        // OkHttp takes hosts whose encoded form it does not take again, and then no path could be joined to it.
        if (url == null || !url.equals(HttpUrl.parse(url.toString()))) {
            return new Violation(FIELD, "must be a URL such as " + "https://api.dfns.io").asInvalid();
        }
        return faultOf(url)
                .map(fault -> new Violation(FIELD, fault).<BaseUrl>asInvalid())
                .getOrElse(() -> Validation.valid(new BaseUrl(withTrailingSlash(url))));
    }

    private static Option<String> faultOf(HttpUrl url) {
        if (!url.isHttps() && !isLoopback(url.host())) {
            return Option.some("must be https; http is for loopback addresses only");
        } else if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return Option.some("must not carry a user name or password");
        } else if (url.query() != null || url.fragment() != null) {
            return Option.some("must not have a query or a fragment");
        }
        return Option.none();
    }

    /** Accepts literal addresses and the one name that RFC 6761 §6.3 binds to loopback; others need a look-up. */
    private static boolean isLoopback(String host) {
        if (host.equals("localhost") || IPV4_LITERAL.matcher(host).matches()) {
            return true;
        }
        try {
            return host.indexOf(':') >= 0 && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private static HttpUrl withTrailingSlash(HttpUrl url) {
        return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
    }

    /** Returns the URL, with a trailing slash. */
    public HttpUrl url() {
        return url;
    }

    /** Returns the URL of a path below this one, if the HTTP client sends it unchanged. */
    public Either<Violation, HttpUrl> below(ActionPath path) {
        String expected = url.encodedPath() + path.path().substring(1);
        HttpUrl joined = url.newBuilder().encodedPath(expected).encodedQuery(path.query().getOrNull()).build();
        return joined.encodedPath().equals(expected)
                ? Either.right(joined)
                : Either.left(new Violation("userActionHttpPath", "must be a path that is sent unchanged"));
    }

    /** Returns whether both have the same scheme, host and port, so that a credential for one may go to the other. */
    public static boolean haveSameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    /** Returns path and query of a URL relative to this one, if it has the same origin and is below it. */
    public Option<String> targetBelow(HttpUrl other) {
        String path = other.encodedPath();
        return Option.when(haveSameOrigin(url, other) && path.startsWith(url.encodedPath()),
                () -> "/" + path.substring(url.encodedPath().length())
                        + (other.encodedQuery() == null ? "" : "?" + other.encodedQuery()));
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
