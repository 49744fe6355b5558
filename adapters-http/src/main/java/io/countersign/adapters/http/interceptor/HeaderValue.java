package io.countersign.adapters.http.interceptor;

import io.vavr.control.Option;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a header with parameters, such as {@code Content-Type} (RFC 9110 §5.6.6). By hand, because OkHttp's
 * {@code MediaType} accepts values that readers understand differently: a parameter twice, escapes, text left over.
 *
 * @param main the part before the parameters, in lower case
 * @param parameters the parameters, by their names in lower case
 */
record HeaderValue(String main, Map<String, String> parameters) {

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final Pattern MAIN = Pattern.compile("[ \\t]*(" + TOKEN + "(?:/" + TOKEN + ")?)[ \\t]*");
    private static final Pattern PARAMETER = Pattern.compile(
            ";[ \\t]*(" + TOKEN + ")=(?:\"([^\"\\\\\\p{Cc}\\p{Zl}\\p{Zp}]*+)\"|(" + TOKEN + "))[ \\t]*");

    /** Returns the value in a text, or none if readers could understand it differently. */
    static Option<HeaderValue> of(String text) {
        Matcher main = MAIN.matcher(text);
        if (!main.lookingAt()) {
            return Option.none();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        int end = main.end();
        while (end < text.length()) {
            if (!parameter.region(end, text.length()).lookingAt()) {
                return Option.none();
            }
            String value = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
            if (parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value) != null) {
                return Option.none();
            }
            end = parameter.end();
        }
        return Option.some(new HeaderValue(main.group(1).toLowerCase(Locale.ROOT), parameters));
    }

    /** Returns the value of a parameter, if there is one. */
    Option<String> parameter(String name) {
        return Option.of(parameters.get(name));
    }

    /** Returns whether this is a media type with that main type, such as {@code multipart}. */
    boolean isOfType(String type) {
        return main.startsWith(type + "/");
    }

    /** Returns whether text of this type is read as UTF-8, or as ASCII, which UTF-8 contains. */
    boolean isInUtf8() {
        return parameter("charset")
                .forAll(charset -> charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("us-ascii"));
    }
}
