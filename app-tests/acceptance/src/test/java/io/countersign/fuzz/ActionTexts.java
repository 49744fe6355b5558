package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.UserAction;
import okhttp3.HttpUrl;

/** Paths and names of actions: one text is used as each. */
final class ActionTexts implements FuzzedParser.Parser {

    private static final HttpUrl BASE = HttpUrl.get("https://api.example.com/");

    @Override
    public boolean accepts(byte[] input) {
        String text = new String(input, UTF_8);
        CorrelationId.of(text).peek(id -> Checks.inOneLine(id.toString()));
        var action = UserAction.of(text, text, text);
        if (action.isInvalid()) {
            Checks.inOneLine(action.getError());
        }
        var path = ActionPath.of(text);
        if (path.isInvalid()) {
            Checks.inOneLine(path.getError());
            return false;
        }
        Checks.inOneLine(path.get().toString());
        Checks.holds(path.get().requestTarget().equals(text), "a path is kept as it is");
        HttpUrl resolved = BASE.resolve(text);
        Checks.holds(resolved != null && resolved.host().equals(BASE.host()) && resolved.isHttps(),
                "a path names no host");
        Checks.holds(resolved != null && resolved.encodedPath().equals(path.get().path()), "a path is sent unchanged");
        return true;
    }
}
