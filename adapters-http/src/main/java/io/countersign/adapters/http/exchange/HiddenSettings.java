package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.vavr.control.Option;
import okhttp3.Connection;

/** The part of a connection's settings that the packages of this module read and its users do not. */
public abstract class HiddenSettings {

    protected HiddenSettings() {
    }

    /** Returns where the API is. */
    protected abstract BaseUrl baseUrl();

    /** Returns the caller's own authentication. */
    protected abstract BearerToken bearerToken();

    /** Returns why credentials must not go over that connection, if they must not. */
    protected abstract Option<Violation> faultOf(Connection connection);
}
