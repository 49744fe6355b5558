/** How fast we sign, beside what is possible. Start at {@link io.countersign.benchmark.SpeedReport}. */
package io.countersign.benchmark;
