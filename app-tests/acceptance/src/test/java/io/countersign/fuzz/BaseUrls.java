package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.adapters.http.ConnectionSettings;
import okhttp3.HttpUrl;

/** Base URLs of the API. */
final class BaseUrls implements FuzzedParser.Parser {

    @Override
    public boolean accepts(byte[] input) {
        String text = new String(input, UTF_8);
        var settings = ConnectionSettings.builder(text, () -> "t").build();
        if (settings.isInvalid()) {
            Checks.inOneLine(settings.getError());
            return false;
        }
        String shown = settings.get().toString();
        Checks.inOneLine(shown);
        HttpUrl url = HttpUrl.get(shown.substring(shown.indexOf('[') + 1, shown.lastIndexOf(", connectTimeout")));
        Checks.holds(url.isHttps() || url.host().matches("localhost|127(\\.\\d{1,3}){3}|::1"),
                "http is for loopback: " + url.host());
        Checks.holds(url.username().isEmpty() && url.password().isEmpty() && url.query() == null,
                "a base URL is a base URL");
        return true;
    }
}
