package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

import java.io.IOException;

/** JSON that is read strictly: values of a wrong type are not made to fit, nothing is said twice, nothing follows. */
public final class WireJson {

    /**
     * In tokens, of which a credential takes six: a user may have thousands, and what comes of an answer stays within
     * a few times what it takes to send it.
     */
    private static final long LARGEST_MESSAGE = 20_000;
    /** What a message becomes that leaves out lists which a document has, and names one transport without a list. */
    private static final long LARGEST_DOCUMENT = 2 * LARGEST_MESSAGE;

    private static final ObjectMapper MAPPER = strict(constrained(
                    StreamReadConstraints.builder().maxTokenCount(LARGEST_MESSAGE)))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** ASCII, as UTF-8 cannot carry half a surrogate pair. Texts of any length, as they are in memory already. */
    private static final ObjectMapper DOCUMENTS = strict(constrained(
                    StreamReadConstraints.builder().maxTokenCount(LARGEST_DOCUMENT).maxStringLength(Integer.MAX_VALUE)))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    private static final JsonFactory ANY_JSON = new JsonFactory();

    private WireJson() {
    }

    private static JsonFactory constrained(StreamReadConstraints.Builder constraints) {
        return JsonFactory.builder().streamReadConstraints(constraints.build()).build();
    }

    private static JsonMapper.Builder strict(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .withCoercionConfig(LogicalType.Textual, config -> config
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    /**
     * Whether that text is one JSON value (RFC 8259) and nothing else, nested 1000 deep at most. Whether a member is
     * said twice is for whoever reads it.
     */
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

    /** For messages of others: unknown members are ignored. Safe for several threads; not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** For documents of our own: unknown members are refused, absent ones are left out. Otherwise the same. */
    public static ObjectMapper documents() {
        return DOCUMENTS;
    }
}
