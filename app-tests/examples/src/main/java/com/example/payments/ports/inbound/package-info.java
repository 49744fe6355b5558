/** Names what an application may ask. */
@NullMarked
package com.example.payments.ports.inbound;

import org.jspecify.annotations.NullMarked;
