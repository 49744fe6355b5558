package io.countersign.adapters.http;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.control.Either;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartReader;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code multipart/form-data} (RFC 7578). Of a form, the part named {@code data} is what is proven, as published
 * clients do it; the other parts are sent along.
 */
final class FormData {

    private static final String FIELD = "body";
    private static final Pattern DISPOSITION = Pattern.compile("\\s*form-data\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER = Pattern.compile(
            "\\G;\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;\"]*))\\s*");
    /** The ones that leave bytes as they are (RFC 2045 §6.2). */
    private static final Set<String> AS_IT_IS = Set.of("7bit", "8bit", "binary");

    private FormData() {
    }

    static boolean is(@Nullable MediaType type) {
        return type != null && type.type().equals("multipart") && type.subtype().equals("form-data");
    }

    /** The bytes of the part named {@code data}, or why there is not exactly one. */
    static Either<Violation, byte[]> dataPartOf(byte[] form, MediaType type) {
        String boundary = type.parameter("boundary");
        if (boundary == null || boundary.isEmpty()) {
            return fault("is multipart/form-data and must name its boundary");
        }
        List<Part> found = List.empty();
        try (MultipartReader reader = new MultipartReader(new Buffer().write(form), boundary)) {
            for (MultipartReader.Part part = reader.nextPart(); part != null; part = reader.nextPart()) {
                if (nameIn(part.headers()).equals("data")) {
                    found = found.append(new Part(part.headers(), part.body().readByteArray()));
                }
            }
        } catch (IOException malformed) {
            return fault("must be well-formed multipart/form-data");
        }
        return found.size() == 1
                ? found.head().plain()
                : fault("is multipart/form-data and must have exactly one part named data, which is what is proven");
    }

    private record Part(Headers headers, byte[] bytes) {

        Either<Violation, byte[]> plain() {
            String encoding = headers.get("Content-Transfer-Encoding");
            return headers.get("Content-Encoding") == null
                    && (encoding == null || AS_IT_IS.contains(encoding.strip().toLowerCase(Locale.ROOT)))
                    ? Either.right(bytes)
                    : Either.left(new Violation(
                            FIELD + ".data", "must not be encoded: what is proven is its text as it is"));
        }
    }

    /** Parameters are read in their order, so that a file name cannot pose as a name. Empty where there is none. */
    private static String nameIn(Headers headers) {
        String disposition = headers.get("Content-Disposition");
        int start = disposition == null ? -1 : disposition.indexOf(';');
        if (start < 0 || !DISPOSITION.matcher(disposition.substring(0, start)).matches()) {
            return "";
        }
        Matcher parameter = PARAMETER.matcher(disposition.substring(start));
        while (parameter.find()) {
            if (parameter.group(1).equalsIgnoreCase("name")) {
                return parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
            }
        }
        return "";
    }

    private static <T> Either<Violation, T> fault(String message) {
        return Either.left(new Violation(FIELD, message));
    }
}
