package io.countersign.ports.failure;

import io.countersign.domain.action.Step;

/** The exchanges with the API: the three of user action signing in their order, and reading. */
public enum Exchange {
    /** {@code POST /auth/action/init}. */
    CHALLENGE(Step.CHALLENGE),
    /** {@code POST /auth/action}. */
    REDEMPTION(Step.REDEMPTION),
    /** The call that the user meant. */
    EXECUTION(Step.EXECUTION),
    /** A call that changes nothing, and so is made without proof. */
    READ(Step.EXECUTION);

    private final Step step;

    Exchange(Step step) {
        this.step = step;
    }

    /**
     * Returns the step of a user action that makes this exchange.
     *
     * @return the step; for a read, which belongs to no user action, the one that makes calls
     */
    public Step step() {
        return step;
    }
}
