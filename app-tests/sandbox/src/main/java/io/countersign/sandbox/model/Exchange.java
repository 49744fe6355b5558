package io.countersign.sandbox.model;

import io.vavr.collection.List;
import io.vavr.control.Option;

import java.util.Objects;

/** The exchanges between a client and the sandbox. */
public enum Exchange {

    /** {@code POST /auth/action/init}. */
    CHALLENGE("challenge"),
    /** {@code POST /auth/action}. */
    REDEMPTION("redemption"),
    /** Every other call, reads included. */
    CALL("call");

    private final String label;

    Exchange(String label) {
        this.label = label;
    }

    /**
     * Returns the name of this exchange on the command line.
     *
     * @return the label
     */
    public String label() {
        return label;
    }

    /**
     * Finds an exchange by its {@linkplain #label() label}.
     *
     * @param label the label
     * @return the exchange, or none if there is no such label
     */
    public static Option<Exchange> ofLabel(String label) {
        Objects.requireNonNull(label, "label");
        return List.of(values()).find(exchange -> exchange.label.equals(label));
    }

    /**
     * Returns the exchange that a request to the given path belongs to.
     *
     * @param path the path, without the query
     * @return the exchange
     */
    public static Exchange at(String path) {
        return switch (path) {
            case "/auth/action/init" -> CHALLENGE;
            case "/auth/action" -> REDEMPTION;
            default -> CALL;
        };
    }
}
