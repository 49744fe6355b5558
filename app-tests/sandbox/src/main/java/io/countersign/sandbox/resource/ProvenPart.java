package io.countersign.sandbox.resource;

import io.countersign.sandbox.http.FormParts;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.eclipse.jetty.http.HttpField;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of a call that must be proven: the whole body, but of {@code multipart/form-data} (RFC 7578) the one part
 * named {@code data}, as published clients do it. Forms are parsed strictly: one that two readers could read
 * differently would let another call through than the one that was proven.
 */
final class ProvenPart {

    /** The transfer encodings that leave a text unchanged (RFC 2045 §6.2). */
    private static final Set<String> AS_IT_IS = Set.of("7bit", "8bit", "binary");

    private ProvenPart() {
    }

    /** Returns its bytes, or why they cannot be determined. */
    static Either<Refusal, byte[]> of(ReceivedCall call) {
        return call.soleHeader("Content-Type").<Either<Refusal, byte[]>>map(type -> {
            Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            return mediaType(type, parameters).flatMap(name -> name.equalsIgnoreCase("multipart/form-data")
                    ? dataPart(call.body(), Option.of(parameters.get("boundary")))
                    : Either.right(call.body()));
        }).getOrElse(() -> Either.right(call.body()));
    }

    /** Returns the name of a media type and adds its parameters to the map. */
    private static Either<Refusal, String> mediaType(String type, Map<String, String> parameters) {
        try {
            return Either.right(type.isBlank() ? "" : HttpField.getValueParameters(type, parameters).strip());
        } catch (IllegalArgumentException quoteWithoutEnd) {
            return Refusal.invalidBody("Content-Type", "must be well-formed").asLeft();
        }
    }

    private static Either<Refusal, byte[]> dataPart(byte[] form, Option<String> boundary) {
        return boundary.filter(text -> !text.isEmpty())
                .toEither(() -> Refusal.invalidBody("Content-Type", "must name the boundary of its parts"))
                .flatMap(text -> FormParts.of(form, text).toEither(() -> Refusal.invalidBody(
                        "body", "must be well-formed multipart/form-data")))
                .map(parts -> parts.filter(part -> part.name().equals("data")))
                .filterOrElse(parts -> parts.size() == 1, parts -> Refusal.invalidBody(
                        "data", "must be there exactly once: of a form it is the part that is proven"))
                .map(parts -> parts.head())
                .filterOrElse(ProvenPart::isText, part -> Refusal.invalidBody(
                        "data", "must be text in UTF-8, and not be encoded any further"))
                .map(FormParts.Part::content);
    }

    private static boolean isText(FormParts.Part part) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part.content()));
        } catch (CharacterCodingException notText) {
            return false;
        }
        String encoding = part.headers().get("Content-Transfer-Encoding");
        return !part.headers().contains("Content-Encoding")
                && (encoding == null || AS_IT_IS.contains(encoding.strip().toLowerCase(Locale.ROOT)));
    }
}
