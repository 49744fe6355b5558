package io.countersign.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.interceptor.UserActionInterceptor;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

import java.util.List;

/**
 * A Retrofit interface of an application whose client has the interceptor and nothing else.
 *
 * @param api the interface
 * @param connection the connection of the interceptor; closed with this
 */
record DropIn(WalletApi api, ApiConnection connection) implements AutoCloseable {

    /**
     * Connects to a sandbox.
     *
     * @param onTheWire changes calls after they were signed
     */
    static DropIn to(
            Sandbox sandbox, OkHttpClient.Builder client, CredentialSigner signer, Interceptor... onTheWire) {
        var settings = ConnectionSettings.builder(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken)
                .buildOrThrow();
        var connection = Signers.connection(sandbox, sandbox.serviceAccount());
        var actions = UserActions.using(RetrofitTransport.over(connection), signer);
        UserActionInterceptor.signing(actions, settings).applyTo(client);
        List.of(onTheWire).forEach(client::addNetworkInterceptor);
        return new DropIn(new Retrofit.Builder()
                .baseUrl(sandbox.baseUrl().toString())
                .client(client.build())
                .addConverterFactory(JacksonConverterFactory.create(new ObjectMapper()))
                .build()
                .create(WalletApi.class), connection);
    }

    @Override
    public void close() {
        connection.close();
    }
}
