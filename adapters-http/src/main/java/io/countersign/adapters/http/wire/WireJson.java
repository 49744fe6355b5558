package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
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

    private static final ObjectMapper MAPPER = strict(new JsonFactory())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** ASCII, as UTF-8 cannot carry half a surrogate pair. Of any length, as the text is in memory already. */
    private static final ObjectMapper DOCUMENTS = strict(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    private static final JsonFactory ANY_JSON = new JsonFactory();

    private WireJson() {
    }

    private static JsonMapper.Builder strict(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
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
