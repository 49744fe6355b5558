package io.countersign.adapters.http.webauthn;

import io.countersign.adapters.http.wire.ClientDataMembers;
import io.countersign.adapters.http.wire.WireJson;
import io.countersign.adapters.http.wire.WireValidation;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads client data that was written by a browser or another client, in any member order, with or without white space.
 */
public final class ClientDataJson {

    private static final String FIELD = "clientData";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ClientDataJson() {
    }

    /**
     * Reads client data from the bytes that were signed, which it keeps as they are.
     *
     * @param json a JSON object in UTF-8, without a byte order mark; members that are not known are ignored
     * @return the client data; or everything that is wrong with it, naming members and never repeating their values
     */
    public static Either<Seq<Violation>, ClientData> read(Octets json) {
        Objects.requireNonNull(json, "json");
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json.toByteArray())).toString();
            return text.startsWith(String.valueOf(BYTE_ORDER_MARK))
                    ? Either.left(List.of(new Violation(FIELD, "must not start with a byte order mark")))
                    : read(json, text);
        } catch (CharacterCodingException notUtf8) {
            return Either.left(List.of(new Violation(FIELD, "must be UTF-8")));
        }
    }

    private static Either<Seq<Violation>, ClientData> read(Octets json, String text) {
        return WireValidation.readValid(() -> WireJson.mapper().readValue(text, ClientDataMembers.class))
                .mapLeft(violations -> violations.map(violation -> new Violation(
                        violation.field().equals("body") ? FIELD : FIELD + "." + violation.field(),
                        violation.message())))
                .map(members -> new ClientData(json, members.type(), members.challenge(),
                        Option.of(members.origin()), Option.of(members.crossOrigin())));
    }
}
