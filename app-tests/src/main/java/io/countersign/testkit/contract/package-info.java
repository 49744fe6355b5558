/**
 * What a replaced adapter is held to: one suite for each outbound port, as JUnit interfaces. A team implements one
 * method that supplies its adapter, and gets every test that the adapters of this library pass.
 */
@NullMarked
package io.countersign.testkit.contract;

import org.jspecify.annotations.NullMarked;
