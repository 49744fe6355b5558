package io.countersign.domain.action;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/** The HTTP methods that the API knows. Names are case-sensitive (RFC 9110 §9.1). */
public enum HttpMethod {
    GET, POST, PUT, PATCH, DELETE;

    /**
     * Returns the method of a given name.
     *
     * @return the method, or the violation that the API knows none of that name
     */
    public static Validation<Seq<Violation>, HttpMethod> of(String name) {
        Objects.requireNonNull(name, "name");
        for (HttpMethod method : values()) {
            if (method.name().equals(name)) {
                return Validation.valid(method);
            }
        }
        return new Violation("userActionHttpMethod", "must be one of " + List.of(values()).mkString(", ")).asInvalid();
    }

    /** Returns true if a call with this method may change state. Most such calls need a user action. */
    public boolean isMutating() {
        return this != GET;
    }

    /** Returns true if a call with this method can have a body. */
    public boolean allowsBody() {
        return this != GET;
    }
}
