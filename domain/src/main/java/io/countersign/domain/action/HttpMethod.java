package io.countersign.domain.action;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/** The HTTP methods that the API knows. Names are case-sensitive (RFC 9110 §9.1). */
public enum HttpMethod {
    GET, POST, PUT, PATCH, DELETE;

    /** The method of that name, or the violation that it is none of these. */
    public static Validation<Seq<Violation>, HttpMethod> of(String name) {
        Objects.requireNonNull(name, "name");
        return List.of(values())
                .find(method -> method.name().equals(name))
                .toValidation(() -> List.of(new Violation("userActionHttpMethod",
                        "must be one of " + List.of(values()).mkString(", "))));
    }

    /** Whether a call with this method changes state, and so has to be proven. */
    public boolean isMutating() {
        return this != GET;
    }
}
