/** Decides what is true of payments without any computer. */
@NullMarked
package com.example.payments.domain;

import org.jspecify.annotations.NullMarked;
