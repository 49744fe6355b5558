package io.countersign.replacement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Locale;
import java.util.function.Function;

/** Reads a JSON object of the API member by member and collects all violations. */
final class WireJson {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectMapper ANY_JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final JsonNode node;
    private final String path;
    private final java.util.List<Violation> violations;

    private WireJson(JsonNode node, String path, java.util.List<Violation> violations) {
        this.node = node;
        this.path = path;
        this.violations = violations;
    }

    /** Returns whether the text is one JSON value. Duplicate members are allowed here. */
    static boolean isJson(String text) {
        try {
            return !ANY_JSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    /** Parses the text if it is one JSON object. */
    static Option<ObjectNode> parsed(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Option.some(object) : Option.none();
        } catch (JsonProcessingException notJson) {
            return Option.none();
        }
    }

    static WireJson reading(ObjectNode object, java.util.List<Violation> violations) {
        return new WireJson(object, "", violations);
    }

    /** Records the violation of a member with a wrong value. */
    <T> Option<T> refused(String field, String expected) {
        wrong(field, expected);
        return Option.none();
    }

    private String wrong(String field, String expected) {
        violations.add(new Violation(path + field, expected));
        return "";
    }

    /** Reads a required text; returns an empty one, and records a violation, if it is missing. */
    String text(String field) {
        JsonNode member = node.path(field);
        return member.isTextual() ? member.textValue() : wrong(field, "must be text");
    }

    /** Reads a required text that must not be empty. */
    String name(String field) {
        String text = node.path(field).isTextual() ? text(field) : "";
        return text.isEmpty() ? wrong(field, "must be text and not empty") : text;
    }

    boolean flag(String field) {
        if (!node.path(field).isBoolean()) {
            wrong(field, "must be true or false");
        }
        return node.path(field).booleanValue();
    }

    /** Reads one of the values of an enum by its name in lower case. */
    <E extends Enum<E>> Option<E> oneOf(Class<E> values, String field) {
        String name = node.path(field).isTextual() ? text(field) : "";
        Option<E> value = List.of(values.getEnumConstants())
                .find(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(name));
        if (value.isEmpty()) {
            wrong(field, "must be one of " + List.of(values.getEnumConstants()).mkString(", ").toLowerCase(
                    Locale.ROOT));
        }
        return value;
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** Reads a required object. */
    WireJson object(String field) {
        if (!node.path(field).isObject()) {
            wrong(field, "must be an object");
        }
        return new WireJson(node.path(field), path + field + ".", violations);
    }

    /** Reads a required list of objects. */
    <T> Seq<T> list(String field, Function<WireJson, T> element) {
        if (!node.path(field).isArray()) {
            wrong(field, "must be a list");
            return List.empty();
        }
        return List.range(0, node.path(field).size()).map(index -> {
            String place = field + "[" + index + "]";
            JsonNode each = node.path(field).get(index);
            if (!each.isObject()) {
                wrong(place, "must be an object");
            }
            return element.apply(new WireJson(each, path + place + ".", violations));
        });
    }

    /** Reads an optional list of objects. */
    <T> Seq<T> optionalList(String field, Function<WireJson, T> element) {
        return has(field) ? list(field, element) : List.empty();
    }

    /** Reads an optional text or list of texts. */
    Seq<String> texts(String field) {
        JsonNode member = node.path(field);
        if (!has(field)) {
            return List.empty();
        } else if (member.isTextual()) {
            return List.of(member.textValue());
        } else if (!member.isArray() || List.ofAll(member).exists(each -> !each.isTextual())) {
            wrong(field, "must be text or a list of texts");
            return List.empty();
        }
        return List.ofAll(member).map(JsonNode::textValue);
    }
}
