package io.countersign.fuzz;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.interceptor.UserActionFailedException;
import io.countersign.adapters.http.interceptor.UserActionInterceptor;
import io.countersign.domain.action.UserAction;
import io.vavr.control.Either;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

import java.io.IOException;
import java.util.Optional;

/** A client with the interceptor, without a socket: records what it proves and what it would send. For one thread. */
final class SigningClient {

    static final String BASE = "https://api.example.com/base";

    private UserAction proven;
    private Request sent;
    private final OkHttpClient client = UserActionInterceptor.signing(action -> {
                proven = action;
                return Either.right(action.authorizedBy(CannedApi.TOKEN));
            }, ConnectionSettings.builder(BASE, () -> CannedApi.BEARER).buildOrThrow())
            .applyTo(new OkHttpClient.Builder())
            .addInterceptor(chain -> {
                sent = chain.request();
                return new Response.Builder().request(chain.request()).protocol(Protocol.HTTP_1_1).code(200).message("")
                        .body(ResponseBody.create(new byte[0], null)).build();
            }).build();

    /**
     * A proven call.
     *
     * @param action the proven action
     * @param request the request, without credentials
     */
    record Signed(UserAction action, Request request) {
    }

    /** Returns the call as signed; empty if the interceptor refuses it, or passes it on without proof. */
    Optional<Signed> signed(Request request) throws IOException {
        proven = null;
        sent = null;
        try (Response response = client.newCall(request).execute()) {
            Checks.holds(response.code() == 200, "a call ends with its answer");
        } catch (UserActionFailedException refused) {
            Checks.inOneLine(refused.getMessage(), CannedApi.BEARER, CannedApi.TOKEN.value());
            Checks.holds(proven == null && sent == null, "what is refused is not proven, and not sent");
        }
        return proven == null ? Optional.empty() : Optional.of(new Signed(proven, sent));
    }
}
