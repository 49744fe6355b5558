/** Sockets that show whether a connection of HTTP/1 can carry another exchange. */
@NullMarked
package io.countersign.adapters.http.connection;

import org.jspecify.annotations.NullMarked;
