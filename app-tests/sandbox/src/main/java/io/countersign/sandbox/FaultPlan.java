package io.countersign.sandbox;

import io.countersign.sandbox.http.Delays;
import io.countersign.sandbox.model.Faults;
import io.vavr.control.Option;

/**
 * What is to go wrong.
 *
 * @param faults the faults
 * @param seed of the chance that decides; one that nobody knows beforehand if there is none
 * @param delays what does things later; the server's own scheduler if there is none
 */
record FaultPlan(Faults faults, Option<Long> seed, Option<Delays> delays) {

    static final FaultPlan NONE = new FaultPlan(Faults.none(), Option.none(), Option.none());
}
