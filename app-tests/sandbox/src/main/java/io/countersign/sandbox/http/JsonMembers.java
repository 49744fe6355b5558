package io.countersign.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the members of a request's JSON object and remembers everything that is wrong, so that one answer names all of
 * it. A member at fault reads as something empty; {@link #ifFaultless} sees to it that nobody uses that. Members that
 * nobody asks for are ignored. For one thread and one request.
 */
public final class JsonMembers {

    private final ObjectNode object;
    private final String prefix;
    private final List<FieldFault> faults;

    private JsonMembers(ObjectNode object, String prefix, List<FieldFault> faults) {
        this.object = object;
        this.prefix = prefix;
        this.faults = faults;
    }

    public static Either<Refusal, JsonMembers> of(byte[] body) {
        return StrictJson.object(body)
                .map(object -> new JsonMembers(object, "", new ArrayList<>()))
                .toEither(() -> Refusal.invalidBody("body", StrictJson.RULE));
    }

    /** The path of that member from the top of the body. */
    public String pathOf(String name) {
        return prefix + name;
    }

    /** A required string, which may be empty. */
    public String text(String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            return faulty(name, "is required");
        } else if (!value.isTextual()) {
            return faulty(name, "must be a string");
        } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue())) {
            return faulty(name, "must not hold an unpaired surrogate");
        }
        return value.textValue();
    }

    /** A required string of at least one character. */
    public String nonEmptyText(String name) {
        int faultsBefore = faults.size();
        String text = text(name);
        return text.isEmpty() && faults.size() == faultsBefore ? faulty(name, "must not be empty") : text;
    }

    /** A string that may be left out; {@code null} is not leaving it out. One at fault reads as left out. */
    public Option<String> optionalText(String name) {
        int faultsBefore = faults.size();
        return object.has(name)
                ? Option.some(text(name)).filter(text -> faults.size() == faultsBefore)
                : Option.none();
    }

    /** The bytes of a required string in base64url without padding (RFC 4648 §5), at least one. */
    public byte[] base64Url(String name) {
        String text = nonEmptyText(name);
        return Base64Url.bytes(text).getOrElse(() -> {
            faulty(name, "must be base64url without padding");
            return new byte[0];
        });
    }

    /** The same for a string that may be left out; {@code null} is not leaving it out. */
    public Option<byte[]> optionalBase64Url(String name) {
        return object.has(name) ? Option.some(base64Url(name)) : Option.none();
    }

    /** A required object. */
    public Option<JsonMembers> object(String name) {
        if (!object.has(name)) {
            faulty(name, "is required");
        }
        return optionalObject(name);
    }

    /** An object that may be left out; {@code null} is not leaving it out. */
    public Option<JsonMembers> optionalObject(String name) {
        if (object.get(name) instanceof ObjectNode child) {
            return Option.some(new JsonMembers(child, pathOf(name) + ".", faults));
        } else if (object.has(name)) {
            faulty(name, "must be an object");
        }
        return Option.none();
    }

    /** Remembers that this member is wrong. */
    public String faulty(String name, String message) {
        faults.add(new FieldFault(pathOf(name), message));
        return "";
    }

    /** What was read, if nothing was wrong with any of it. */
    public <T> Either<Refusal, T> ifFaultless(Supplier<T> read) {
        return faults.isEmpty() ? Either.right(read.get()) : Refusal.invalidBody(faults).asLeft();
    }
}
