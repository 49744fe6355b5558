package com.example.versions;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.interceptor.UserActionInterceptor;
import io.countersign.adapters.http.metrics.MicrometerListener;
import io.countersign.adapters.http.resilience.Protections;
import io.countersign.adapters.http.resilience.RetryPolicy;
import io.countersign.adapters.http.resilience.Retrying;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Makes whole actions with the versions on the class path, or sees a clear refusal of them. */
class WholeActionTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    @DisabledIfSystemProperty(named = "expected", matches = ".+")
    void an_action_is_proven_repeated_and_measured() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            var account = sandbox.serviceAccount();
            var settings = ConnectionSettings.builder(sandbox.baseUrl().toString(), account::authToken).buildOrThrow();
            try (ApiConnection connection = ApiConnection.open(settings);
                    var key = JcaSigningKey.fromPemOrThrow(account.key("ES256").privateKeyPem().toCharArray())) {
                var signer = CredentialSigner.key(CredentialId.ofOrThrow(account.key("ES256").credId()), key);
                var metrics = MicrometerListener.of(registry);
                var protections = Protections.defaults();
                var signed = UserActions.using(protections.decorate(RetrofitTransport.over(connection)),
                        metrics, signer);
                var actions = Retrying.by(RetryPolicy.builder(2).buildOrThrow()).withListener(metrics)
                        .decorate(signed.executedBy(protections.decorate(HttpActionExecutor.over(connection))));

                assertEquals(200, actions.performOrThrow(
                        UserAction.post("/wallets", "{\"network\":\"EthereumSepolia\"}")).status());

                var client = UserActionInterceptor.signing(signed, settings)
                        .applyTo(settings.appliedTo(new OkHttpClient()).newBuilder()).build();
                var request = new Request.Builder().url(sandbox.baseUrl() + "/wallets")
                        .post(RequestBody.create("{\"network\":\"EthereumSepolia\"}",
                                MediaType.get("application/json")))
                        .build();
                try (var response = client.newCall(request).execute()) {
                    assertEquals(200, response.code());
                }
                assertEquals(2, sandbox.executedCalls().size());
                assertTrue(registry.get("countersign.step").timers().size() >= 4);
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "expected", matches = ".+")
    void a_version_that_cannot_work_is_refused_before_anything_is_opened() {
        var refused = ConnectionSettings.builder("https://api.example.com", () -> "token").build();

        assertTrue(refused.isInvalid());
        assertEquals(System.getProperty("expected"), Violation.describe(refused.getError()));
    }
}
