/** Keys that a remote service signs with, such as a KMS or a vault, and the encodings of their signatures. */
@NullMarked
package io.countersign.adapters.crypto.remote;

import org.jspecify.annotations.NullMarked;
