package io.countersign.adapters.http;

import java.util.List;

/** The headers that carry secrets. */
final class SecretHeaders {

    static final String AUTHORIZATION = "Authorization";
    static final String USER_ACTION = "X-DFNS-USERACTION";
    static final List<String> NAMES = List.of(AUTHORIZATION, USER_ACTION);

    private SecretHeaders() {
    }
}
