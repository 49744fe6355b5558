/** Settings of TLS: trusted certificates, the client certificate, pins and versions. */
@NullMarked
package io.countersign.adapters.http.tls;

import org.jspecify.annotations.NullMarked;
