package io.countersign.testkit.contract;

import java.util.Set;

/**
 * What is wrong with an adapter that is sound otherwise, and which test of its contract is there to find it. Flaws are
 * enums: what a constant says in its name is all that is wrong.
 */
interface Flaw {

    /** Stands for every other test: what is wrong is so fundamental that many see it. */
    String MANY = "many others";

    /** The test that is there to find it. */
    String caughtBy();

    /** The tests that see it as well, as they need the same. */
    Set<String> alsoSeenBy();
}
