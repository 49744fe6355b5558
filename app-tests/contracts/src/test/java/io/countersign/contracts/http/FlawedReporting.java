package io.countersign.contracts.http;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.attempt.Transmission.State;

import java.util.Set;

/** Flaws of an adapter in recording what it sends. */
enum FlawedReporting implements HttpFlaw {

    RECORDS_NOTHING("what_reached_nobody_is_recorded_as_not_sent", "an_exchange_that_was_cancelled_before_is_not_sent",
            "a_transmission_is_made_once") {
        @Override
        public Transmission transmission(Transmission given) {
            return Transmission.standalone();
        }
    },

    RECORDS_BEFOREHAND_THAT_NOTHING_WAS_SENT("what_was_lost_is_not_recorded_as_never_sent",
            "an_exchange_that_was_cancelled_before_is_not_sent", "a_transmission_is_made_once") {
        @Override
        public Transmission transmission(Transmission given) {
            given.abandon();
            return Transmission.standalone();
        }
    },

    SENDS_WHAT_WAS_CANCELLED("an_exchange_that_was_cancelled_before_is_not_sent") {
        @Override
        public Transmission transmission(Transmission given) {
            return given.isCancelled() ? Transmission.standalone() : given;
        }
    },

    SENDS_WHAT_WAS_SENT("a_transmission_is_made_once") {
        @Override
        public Transmission transmission(Transmission given) {
            return given.state() == State.HANDED_OVER ? given : Transmission.standalone();
        }
    };

    private final String caughtBy;
    private final Set<String> alsoSeenBy;

    FlawedReporting(String caughtBy, String... alsoSeenBy) {
        this.caughtBy = caughtBy;
        this.alsoSeenBy = Set.of(alsoSeenBy);
    }

    @Override
    public String caughtBy() {
        return caughtBy;
    }

    @Override
    public Set<String> alsoSeenBy() {
        return alsoSeenBy;
    }
}
