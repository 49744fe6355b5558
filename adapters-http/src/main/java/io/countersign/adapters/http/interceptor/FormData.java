package io.countersign.adapters.http.interceptor;

import io.countersign.domain.Violation;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code multipart/form-data} (RFC 7578). The part named {@code data} is proven, as published clients do it; the
 * other parts are only sent.
 *
 * <p>By hand, because OkHttp's {@code MultipartReader} accepts forms that servers read in different ways: an attacker
 * who controls one part must not make a server take it for the part that was proven. Accepted is the narrow form that
 * clients write and all servers read alike; everything else is refused.
 */
final class FormData {

    private static final String FIELD = "body";
    private static final String DATA = "data";
    private static final String ONE_DATA = "must have exactly one part named data, which is what is proven";
    private static final String LINE_END = "\r\n";
    private static final String HEADERS_END = "\r\n\r\n";
    /** Fewer characters than RFC 2046 §5.1.1 allows, as some readers take others for separators. */
    private static final Pattern BOUNDARY = Pattern.compile("[A-Za-z0-9_.-]{1,70}");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]+):[ \\t]*([^\\x00-\\x08\\x0A-\\x1F\\x7F]*)");
    /** Without characters that readers decode, fold, trim or take for structure. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    /** The parameters of a disposition. Encoded names (RFC 5987) are not allowed in forms (RFC 7578 §4.2). */
    private static final Set<String> DISPOSITION = Set.of("name", "filename");
    /** The transfer encodings that leave bytes as they are (RFC 2045 §6.2). */
    private static final Set<String> IDENTITY_ENCODINGS = Set.of("7bit", "8bit", "binary");

    private final byte[] form;
    /** The form in ISO 8859-1, where each character is one byte. */
    private final String text;
    private final String delimiter;
    private Option<byte[]> data = Option.none();

    private FormData(byte[] form, String boundary) {
        this.form = form;
        this.text = new String(form, StandardCharsets.ISO_8859_1);
        this.delimiter = "--" + boundary;
    }

    /** Returns whether a type is {@code multipart/form-data}. */
    static boolean is(HeaderValue type) {
        return type.main().equals("multipart/form-data");
    }

    /** Returns the bytes of the part named {@code data}, or the reason why the form cannot be proven. */
    static Either<Violation, byte[]> dataPartOf(byte[] form, HeaderValue type) {
        String boundary = type.parameter("boundary").getOrElse("");
        if (!BOUNDARY.matcher(boundary).matches()) {
            return Either.left(fault("must name its boundary: letters, digits and any of _.-"));
        }
        FormData read = new FormData(form, boundary);
        return read.faultOfParts()
                .<Either<Violation, byte[]>>map(Either::left)
                .getOrElse(() -> read.data.toEither(() -> fault(ONE_DATA)));
    }

    // Delimiters are allowed only between parts, so that no reader finds other parts.
    private Option<Violation> faultOfParts() {
        if (!text.startsWith(delimiter)) {
            return notWellFormed();
        }
        int at = delimiter.length();
        while (text.startsWith(LINE_END, at)) {
            int start = at + LINE_END.length();
            int next = text.indexOf(delimiter, start);
            int headersEnd = text.indexOf(HEADERS_END, start);
            int contentEnd = next - LINE_END.length();
            if (headersEnd < 0 || headersEnd + HEADERS_END.length() > contentEnd
                    || !text.startsWith(LINE_END, contentEnd)) {
                return notWellFormed();
            }
            Option<Violation> fault = faultOfPart(
                    text.substring(start, headersEnd), headersEnd + HEADERS_END.length(), contentEnd);
            if (fault.isDefined()) {
                return fault;
            }
            at = next + delimiter.length();
        }
        String end = text.substring(at);
        return end.equals("--") || end.equals("--" + LINE_END) ? Option.none() : notWellFormed();
    }

    private Option<Violation> faultOfPart(String head, int start, int end) {
        Map<String, String> headers = new HashMap<>();
        for (String line : head.split(LINE_END, -1)) {
            Matcher header = HEADER.matcher(line);
            if (!header.matches()
                    || headers.put(header.group(1).toLowerCase(Locale.ROOT), header.group(2)) != null) {
                return notWellFormed();
            }
        }
        Option<String> name = nameIn(headers);
        if (name.isEmpty()) {
            return Option.some(fault("must have a Content-Disposition of form-data in each part, with one plain name "
                    + "and at most a filename"));
        }
        Option<HeaderValue> type = HeaderValue.of(headers.getOrDefault("content-type", "text/plain"));
        if (type.isEmpty() || type.exists(given -> given.isOfType("multipart") || given.isOfType("message"))) {
            return Option.some(fault("must have a plain Content-Type in each part, and no parts in parts"));
        }
        if (!name.get().equals(DATA)) {
            return isMisleading(name.get())
                    ? Option.some(fault("must have no part whose name could be taken for data, or for a method or "
                            + "charset"))
                    : Option.none();
        } else if (data.isDefined()) {
            return Option.some(fault(ONE_DATA));
        }
        data = Option.some(Arrays.copyOfRange(form, start, end));
        return faultOfData(headers, type.get());
    }

    private static Option<Violation> faultOfData(Map<String, String> headers, HeaderValue type) {
        String encoding = headers.getOrDefault("content-transfer-encoding", "binary");
        if (headers.containsKey("content-encoding")
                || !IDENTITY_ENCODINGS.contains(encoding.strip().toLowerCase(Locale.ROOT))) {
            return Option.some(new Violation(
                    FIELD + ".data", "must not be encoded: what is proven is its text as it is"));
        }
        return Option.when(!type.isInUtf8(), () -> new Violation(FIELD + ".data", ProvableBody.ONLY_UTF_8));
    }

    /** Returns the name of a part, if all readers read it alike. */
    private static Option<String> nameIn(Map<String, String> headers) {
        return Option.of(headers.get("content-disposition"))
                .flatMap(FormData::inUtf8)
                .flatMap(HeaderValue::of)
                .filter(disposition -> disposition.main().equals("form-data")
                        && DISPOSITION.containsAll(disposition.parameters().keySet()))
                .flatMap(disposition -> disposition.parameter("name"))
                .filter(name -> NAME.matcher(name).matches());
    }

    // File names may be in any script.
    private static Option<String> inUtf8(String latin1) {
        try {
            return Option.some(StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1))).toString());
        } catch (CharacterCodingException notText) {
            return Option.none();
        }
    }

    /** Returns whether a reader could take a part of that name for the data part, or read that one differently. */
    private static boolean isMisleading(String name) {
        return name.equalsIgnoreCase(DATA) || SteeringNames.isField(name);
    }

    private static Option<Violation> notWellFormed() {
        return Option.some(fault(
                "must be well-formed, as clients write it: no preamble, no epilogue, lines that end in "
                + "CRLF, each header once and on one line, and its boundary nowhere else"));
    }

    private static Violation fault(String message) {
        return new Violation(FIELD, "is multipart/form-data and " + message);
    }
}
