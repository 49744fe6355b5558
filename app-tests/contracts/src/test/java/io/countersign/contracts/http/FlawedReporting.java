package io.countersign.contracts.http;

import io.countersign.contracts.fixture.Detection;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.attempt.Transmission.State;


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

    private final Detection detection;

    FlawedReporting(String caughtBy, String... alsoSeenBy) {
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    @Override
    public Detection detection() {
        return detection;
    }
}
