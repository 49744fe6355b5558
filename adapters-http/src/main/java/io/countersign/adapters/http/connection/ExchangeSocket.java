package io.countersign.adapters.http.connection;

import java.io.IOException;

/** A socket that knows whether another exchange of HTTP/1 may be made on its connection. */
public interface ExchangeSocket {

    /**
     * Begins an exchange, unless anything has come on the connection that belongs to no answer, or its end.
     *
     * @param method of the request
     * @return whether the request may be sent
     */
    boolean begin(String method) throws IOException;
}
