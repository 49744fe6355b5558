package io.countersign.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the members of a request's JSON object and collects all violations, so that one answer names all of them. An
 * invalid member reads as an empty value; {@link #ifFaultless} prevents its use. Unknown members are ignored. For one
 * thread and one request.
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

    /** Reads the body of a call that calls itself JSON. */
    public static Either<Refusal, JsonMembers> ofJson(ReceivedCall call) {
        return JsonContentType.objectionTo(call).<Either<Refusal, JsonMembers>>map(Either::left)
                .getOrElse(() -> of(call.body()));
    }

    /** Returns the path of a member from the top of the body. */
    public String pathOf(String name) {
        return prefix + name;
    }

    /** Reads a required string, which may be empty. */
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

    /** Reads a required string of at least one character. */
    public String nonEmptyText(String name) {
        int faultsBefore = faults.size();
        String text = text(name);
        return text.isEmpty() && faults.size() == faultsBefore ? faulty(name, "must not be empty") : text;
    }

    /** Reads an optional string. {@code null} is a violation; an invalid one reads as absent. */
    public Option<String> optionalText(String name) {
        int faultsBefore = faults.size();
        return object.has(name)
                ? Option.some(text(name)).filter(text -> faults.size() == faultsBefore)
                : Option.none();
    }

    /** Reads a required string in base64url without padding (RFC 4648 §5), of at least one byte. */
    public byte[] base64Url(String name) {
        String text = nonEmptyText(name);
        return Base64Url.bytes(text).getOrElse(() -> {
            faulty(name, "must be base64url without padding");
            return new byte[0];
        });
    }

    /** Reads an optional string in base64url without padding. {@code null} is a violation. */
    public Option<byte[]> optionalBase64Url(String name) {
        return object.has(name) ? Option.some(base64Url(name)) : Option.none();
    }

    /** Reads a required object. */
    public Option<JsonMembers> object(String name) {
        if (!object.has(name)) {
            faulty(name, "is required");
        }
        return optionalObject(name);
    }

    /** Reads an optional object. {@code null} is a violation. */
    public Option<JsonMembers> optionalObject(String name) {
        if (object.get(name) instanceof ObjectNode child) {
            return Option.some(new JsonMembers(child, pathOf(name) + ".", faults));
        } else if (object.has(name)) {
            faulty(name, "must be an object");
        }
        return Option.none();
    }

    /** Reads a required array of objects. */
    public List<JsonMembers> objects(String name) {
        List<JsonMembers> read = new ArrayList<>();
        if (object.get(name) instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                String path = name + "[" + index + "]";
                if (array.get(index) instanceof ObjectNode child) {
                    read.add(new JsonMembers(child, pathOf(path) + ".", faults));
                } else {
                    faulty(path, "must be an object");
                }
            }
        } else {
            faulty(name, object.has(name) ? "must be an array" : "is required");
        }
        return read;
    }

    /** Reads a required integer. */
    public int number(String name) {
        JsonNode value = object.get(name);
        if (value == null || !value.isInt()) {
            faulty(name, value == null ? "is required" : "must be an integer");
            return 0;
        }
        return value.intValue();
    }

    /** Returns a copy of the whole object. */
    public ObjectNode json() {
        return object.deepCopy();
    }

    /** Records a violation of a member. */
    public String faulty(String name, String message) {
        faults.add(new FieldFault(pathOf(name), message));
        return "";
    }

    /** Returns the value read if there was no violation, otherwise the refusal that names all of them. */
    public <T> Either<Refusal, T> ifFaultless(Supplier<T> read) {
        return faults.isEmpty() ? Either.right(read.get()) : Refusal.invalidBody(faults).asLeft();
    }
}
