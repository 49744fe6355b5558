package io.countersign.sandbox;

import io.countersign.sandbox.http.Delays;
import io.countersign.sandbox.model.Faults;
import io.vavr.control.Option;

/**
 * The faults to inject, and the sources of chance and time for them.
 *
 * @param faults the faults
 * @param seed the seed of the random choice; if empty, an unpredictable one
 * @param delays runs delayed tasks; if empty, the server's own scheduler
 */
record FaultPlan(Faults faults, Option<Long> seed, Option<Delays> delays) {

    static final FaultPlan NONE = new FaultPlan(Faults.none(), Option.none(), Option.none());
}
