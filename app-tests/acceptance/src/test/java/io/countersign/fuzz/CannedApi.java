package io.countersign.fuzz;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** An API that returns prepared answers, without a socket. */
final class CannedApi implements Interceptor {

    static final String BEARER = "bearer-secret-1";
    static final UserActionToken TOKEN = UserActionToken.of("action-secret-2").get();
    static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();

    private final ApiConnection connection;
    private int status = 200;
    private Headers headers = Headers.EMPTY;
    private byte[] body = {};

    CannedApi() {
        connection = ApiConnection.over(new OkHttpClient.Builder().addInterceptor(this).build(),
                ConnectionSettings.builder("https://api.example.com", () -> BEARER)
                        .executor(Runnable::run) // so that the thread that is watched does all of the work
                        .buildOrThrow());
    }

    CannedApi answering(int withStatus, Headers withHeaders, byte[] withBody) {
        status = withStatus;
        headers = withHeaders;
        body = withBody;
        return this;
    }

    RetrofitTransport transport() {
        return RetrofitTransport.over(connection);
    }

    HttpActionExecutor executor() {
        return HttpActionExecutor.over(connection);
    }

    @Override
    public Response intercept(Chain chain) {
        @Nullable String type = headers.get("Content-Type");
        return new Response.Builder().request(chain.request()).protocol(Protocol.HTTP_1_1).code(status).message("")
                .headers(headers).body(ResponseBody.create(body, type == null ? null : MediaType.parse(type))).build();
    }
}
