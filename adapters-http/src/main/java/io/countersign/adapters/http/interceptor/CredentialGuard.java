package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.connection.WatchedSockets;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.adapters.http.exchange.SettingsAccess;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Option;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * Adds the credentials of a {@link CredentialedCall} to the request where it leaves the client, behind the interceptors
 * of the application: only if it is still that call, over a connection that the settings allow, and no token twice.
 */
final class CredentialGuard implements Interceptor {

    private static final Violation SENT_ALREADY =
            new Violation("okHttpClient", "must send a call with an X-DFNS-USERACTION once");
    private static final Violation UNKNOWN = new Violation("okHttpClient",
            "must have a call with an X-DFNS-USERACTION pass the interceptor that this guard belongs to");

    private static final int SWITCHING_PROTOCOLS = 101;

    private final ConnectionSettings settings;

    CredentialGuard(ConnectionSettings settings) {
        this.settings = settings;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CallRecord record = CallRecord.of(chain.call());
        CredentialedCall call = record.underWay();
        if (call == null && isSignedCallToTheApi(request)) {
            throw record.failure(Exchange.EXECUTION, UNKNOWN);
        } else if (call == null || call.guard() != this) {
            return chain.proceed(request);
        }
        Option<Violation> fault = call.faultOf(request)
                .orElse(() -> SettingsAccess.faultOf(settings, chain.connection()));
        if (fault.isDefined()) {
            throw record.failure(call.exchange(), fault.get());
        }
        WatchedSockets.sendAtOnce(chain.connection().socket());
        Request credentialed = call.withCredentials(request);
        if (!record.letOut(call.exchange(), credentialed.header(SecretHeaders.USER_ACTION))) {
            throw record.failure(call.exchange(), SENT_ALREADY);
        }
        Response response = chain.proceed(credentialed);
        record.answered(call.exchange(), response.code());
        closeIfSwitched(response, chain.connection());
        return OriginalHeaders.hidden(response, request);
    }

    // OkHttp takes the header along when another host redirects to the API.
    private boolean isSignedCallToTheApi(Request request) {
        return request.header(SecretHeaders.USER_ACTION) != null
                && SettingsAccess.baseUrl(settings).targetBelow(request.url()).isDefined();
    }

    // OkHttp would reuse the connection, and take what follows a 101 for the answer to the next call.
    private static void closeIfSwitched(Response response, @Nullable Connection connection) throws IOException {
        if (response.code() == SWITCHING_PROTOCOLS && connection != null) {
            connection.socket().close();
        }
    }
}
