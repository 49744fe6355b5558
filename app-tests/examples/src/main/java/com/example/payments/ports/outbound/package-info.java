/** Names what is asked of adapters. */
@NullMarked
package com.example.payments.ports.outbound;

import org.jspecify.annotations.NullMarked;
