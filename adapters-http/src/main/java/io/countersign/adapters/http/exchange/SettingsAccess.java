package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.vavr.control.Option;
import okhttp3.Connection;

/** Gives the packages of this module access to {@link HiddenSettings}. */
public final class SettingsAccess {

    private SettingsAccess() {
    }

    /** Returns the base URL of the API. */
    public static BaseUrl baseUrl(HiddenSettings settings) {
        return settings.baseUrl();
    }

    /** Returns the bearer token of the caller. */
    public static BearerToken bearerToken(HiddenSettings settings) {
        return settings.bearerToken();
    }

    /** Returns why credentials must not be sent over a connection, or none if they may. */
    public static Option<Violation> faultOf(HiddenSettings settings, Connection connection) {
        return settings.faultOf(connection);
    }
}
