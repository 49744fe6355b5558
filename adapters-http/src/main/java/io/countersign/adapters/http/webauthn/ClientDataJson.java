package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.countersign.adapters.http.wire.ClientDataMembers;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.adapters.http.wire.WireValidation;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.CollectedClientData;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads client data from the bytes that were signed. */
final class ClientDataJson {

    private static final String FIELD = "clientData";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ClientDataJson() {
    }

    static Either<Seq<Violation>, CollectedClientData> read(Octets json) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json.toByteArray())).toString();
            return text.startsWith(String.valueOf(BYTE_ORDER_MARK))
                    ? Either.left(List.of(new Violation(FIELD, "must not start with a byte order mark")))
                    : validated(json, WireJson.mapper().readValue(text, ClientDataMembers.class));
        } catch (CharacterCodingException notUtf8) {
            return Either.left(List.of(new Violation(FIELD, "must be UTF-8")));
        } catch (JsonProcessingException unreadable) {
            return Either.left(inside(WireValidation.violationsOf(unreadable)));
        }
    }

    private static Either<Seq<Violation>, CollectedClientData> validated(
            Octets json, @Nullable ClientDataMembers members) {
        if (members == null) {
            return Either.left(List.of(new Violation(FIELD, "must be a JSON object")));
        }
        Seq<Violation> violations = WireValidation.violationsOf(members);
        return violations.isEmpty()
                ? Either.right(new CollectedClientData(json, members.type(), members.challenge(),
                        Option.some(members.origin()), Option.of(members.crossOrigin())))
                : Either.left(inside(violations));
    }

    private static Seq<Violation> inside(Seq<Violation> violations) {
        return violations.map(violation -> new Violation(
                violation.field().equals("body") ? FIELD : FIELD + "." + violation.field(), violation.message()));
    }
}
