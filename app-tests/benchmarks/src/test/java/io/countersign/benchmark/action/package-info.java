/**
 * Measures whole user actions, beside plain HTTP clients that make the same three exchanges and one bare signature.
 * Start at {@link io.countersign.benchmark.action.ActionReport}.
 */
package io.countersign.benchmark.action;
