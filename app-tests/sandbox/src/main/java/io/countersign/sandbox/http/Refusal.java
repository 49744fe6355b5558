package io.countersign.sandbox.http;

import io.vavr.control.Either;

import java.util.List;
import java.util.Map;

/**
 * The reason why a request is refused, in the API's own words where they are known.
 *
 * @param status the HTTP status
 * @param message the message
 * @param faults the invalid fields, if there are any
 * @param headers additional headers of the answer
 */
public record Refusal(int status, String message, List<FieldFault> faults, Map<String, String> headers) {

    public static final Refusal NOT_AUTHORIZED = of(401, "Not Authorized.");
    public static final Refusal USER_NOT_FOUND = of(401, "User not found");
    public static final Refusal NO_SUCH_CREDENTIAL =
            of(401, "User does not have a credential that can be used for the application.");
    public static final Refusal CHALLENGE_NOT_VALID = of(400, "Challenge token is not valid.");
    public static final Refusal CHALLENGE_USED = of(400, "user action has already been used");
    public static final Refusal NOT_PROVEN = of(403, "user action signature is missing or invalid");
    public static final Refusal NOT_FOUND = of(404, "Not Found");
    public static final Refusal EXTERNAL_ID_TAKEN = of(409, "externalId has already been used with another body");
    static final Refusal INTERNAL = of(500, "Internal Server Error");

    public static Refusal of(int status, String message) {
        return new Refusal(status, message, List.of(), Map.of());
    }

    public static Refusal invalidBody(List<FieldFault> faults) {
        return new Refusal(400, "Invalid request body.", List.copyOf(faults), Map.of());
    }

    public static Refusal invalidBody(String field, String message) {
        return invalidBody(List.of(new FieldFault(field, message)));
    }

    public static Refusal notAuthorized(String field, String message) {
        return new Refusal(401, NOT_AUTHORIZED.message, List.of(new FieldFault(field, message)), Map.of());
    }

    static Refusal tooLarge(int limitInBytes) {
        return of(413, "Request body is larger than " + limitInBytes + " bytes.");
    }

    public static Refusal methodNotAllowed(String allowed) {
        return new Refusal(405, "Method Not Allowed", List.of(), Map.of("Allow", allowed));
    }

    public <T> Either<Refusal, T> asLeft() {
        return Either.left(this);
    }
}
