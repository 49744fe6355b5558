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
    /** Every other call, reads among them. */
    CALL("call");

    private final String label;

    Exchange(String label) {
        this.label = label;
    }

    /** What the command line calls it. */
    public String label() {
        return label;
    }

    /** The exchange of that label, if there is one. */
    public static Option<Exchange> labelled(String label) {
        Objects.requireNonNull(label, "label");
        return List.of(values()).find(exchange -> exchange.label.equals(label));
    }

    public static Exchange at(String path) {
        return switch (path) {
            case "/auth/action/init" -> CHALLENGE;
            case "/auth/action" -> REDEMPTION;
            default -> CALL;
        };
    }
}
