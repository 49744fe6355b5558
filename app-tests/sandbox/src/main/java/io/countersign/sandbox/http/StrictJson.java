package io.countersign.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON by RFC 8259, and stricter: UTF-8, no duplicate member, nothing after the value. */
public final class StrictJson {

    /** Describes the texts that {@link #object} accepts. */
    public static final String RULE = "must be one JSON object in UTF-8, with no member twice and nothing after it";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {
    }

    /** Reads a JSON object, if the bytes hold one and nothing else. */
    public static Option<ObjectNode> object(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            return MAPPER.readTree(text) instanceof ObjectNode object ? Option.some(object) : Option.none();
        } catch (CharacterCodingException | JsonProcessingException notJson) {
            return Option.none();
        }
    }

    static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the {@code externalId} of a body, if there is one and it is a text. */
    public static Option<String> externalId(ObjectNode body) {
        return Option.of(body.get("externalId")).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
