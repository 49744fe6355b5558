package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.vavr.control.Option;
import okhttp3.Connection;

/** The part of the connection settings that only the packages of this module read. */
public abstract class HiddenSettings {

    protected HiddenSettings() {
    }

    /** Returns the base URL of the API. */
    protected abstract BaseUrl baseUrl();

    /** Returns the bearer token of the caller. */
    protected abstract BearerToken bearerToken();

    /** Returns why credentials must not be sent over a connection, or none if they may. */
    protected abstract Option<Violation> faultOf(Connection connection);
}
