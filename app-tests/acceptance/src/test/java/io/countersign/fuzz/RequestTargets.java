package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

import java.io.IOException;
import java.net.URI;

/** Request targets that an application writes below the base URL. The proven target must be the one that is called. */
final class RequestTargets implements FuzzedParser.Parser {

    private static final String BASE_PATH = HttpUrl.get(SigningClient.BASE).encodedPath();

    private final SigningClient client = new SigningClient();

    @Override
    public boolean accepts(byte[] input) throws IOException {
        HttpUrl url = HttpUrl.parse(SigningClient.BASE + new String(input, UTF_8));
        if (url == null) {
            return false;
        }
        var signed = client.signed(new Request.Builder().url(url).post(RequestBody.create("{}", null)).build());
        if (signed.isEmpty()) {
            return false;
        }
        var path = signed.get().action().path();
        HttpUrl sent = signed.get().request().url();
        String target = sent.encodedPath() + (sent.encodedQuery() == null ? "" : "?" + sent.encodedQuery());
        Checks.holds(target.equals(BASE_PATH + path.requestTarget()), "what is proven is where the call goes");
        Checks.holds(sent.host().equals("api.example.com") && sent.isHttps(), "what is proven goes to the API");
        URI asTheJdkReadsIt = URI.create("https://api.example.com" + target);
        Checks.holds(asTheJdkReadsIt.getHost().equals("api.example.com")
                && asTheJdkReadsIt.getRawPath().equals(BASE_PATH + path.path()), "the JDK reads the same path");
        Checks.holds(asTheJdkReadsIt.normalize().getRawPath().startsWith(BASE_PATH + "/"),
                "no reader leaves the base URL by dots");
        return true;
    }
}
