/** One exchange over the network: threads, progress, bounded answers and failures; internal. */
@NullMarked
package io.countersign.adapters.http.exchange;

import org.jspecify.annotations.NullMarked;
