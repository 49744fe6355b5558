/** Benchmarks of signing. Start at {@link io.countersign.benchmark.SpeedReport}. */
package io.countersign.benchmark;
