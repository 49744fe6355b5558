package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

import java.io.IOException;

/** Strict JSON mappers: no coercion of types, no duplicate members, no trailing content. */
public final class WireJson {

    /** In tokens. A credential takes six, and a user may have thousands; memory stays proportional to the message. */
    private static final long LARGEST_MESSAGE = 20_000;
    /** In tokens. Documents write out lists that messages may leave out, and single transports as lists. */
    private static final long LARGEST_DOCUMENT = 2 * LARGEST_MESSAGE;

    /** By default each thread keeps its own buffers, some 20 KB, too much with thousands of virtual threads. */
    private static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.newBoundedPool(64);

    private static final ObjectMapper MAPPER = strict(constrained(
                    StreamReadConstraints.builder().maxTokenCount(LARGEST_MESSAGE)))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final JsonFactory ANY_JSON = JsonFactory.builder().recyclerPool(BUFFERS).build();

    private WireJson() {
    }

    /** Made when the first document is: most applications have none. */
    private static final class Documents {

        /** Writes ASCII, as UTF-8 has no unpaired surrogates. Reads texts of any length: they are in memory already. */
        private static final ObjectMapper MAPPER = strict(constrained(StreamReadConstraints.builder()
                        .maxTokenCount(LARGEST_DOCUMENT).maxStringLength(Integer.MAX_VALUE)))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
                .build();
    }

    private static JsonFactory constrained(StreamReadConstraints.Builder constraints) {
        return JsonFactory.builder().streamReadConstraints(constraints.build()).recyclerPool(BUFFERS).build();
    }

    private static JsonMapper.Builder strict(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .withCoercionConfig(LogicalType.Textual, config -> config
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    /** Returns whether a text is one JSON value (RFC 8259), nested 1000 deep at most, duplicate members or not. */
    public static boolean isJson(String text) {
        try (JsonParser parser = ANY_JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException noJson) {
            return false;
        }
    }

    /** Returns the mapper for messages of others: unknown members are ignored. Must not be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Returns a message or a text as it is sent. */
    public static String written(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a message that was read can be written", impossible);
        }
    }

    /** Returns the mapper for documents of our own: unknown members are refused, absent ones are left out. */
    public static ObjectMapper documents() {
        return Documents.MAPPER;
    }
}
