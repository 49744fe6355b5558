package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.vavr.control.Option;
import okhttp3.Connection;

/** Reads what connection settings keep from their users. */
public final class SettingsAccess {

    private SettingsAccess() {
    }

    /** Returns where the API is. */
    public static BaseUrl baseUrl(HiddenSettings settings) {
        return settings.baseUrl();
    }

    /** Returns the caller's own authentication. */
    public static BearerToken bearerToken(HiddenSettings settings) {
        return settings.bearerToken();
    }

    /** Returns why credentials must not go over that connection, if they must not. */
    public static Option<Violation> faultOf(HiddenSettings settings, Connection connection) {
        return settings.faultOf(connection);
    }
}
