package io.countersign.adapters.http;

import io.countersign.adapters.http.fixture.Settings;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Either;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

import java.util.concurrent.Callable;

/** An action from the challenge to the answer, against a server of its own; to be run by any class loader. */
final class WholeAction implements Callable<String> {

    @Override
    public String call() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            for (String body : new String[] {Settings.CHALLENGE_JSON, "{\"userAction\":\"t\"}", "{\"id\":\"wa-1\"}"}) {
                server.enqueue(new MockResponse.Builder().body(body).build());
            }
            try (ApiConnection connection = ApiConnection.open(Settings.to(server).buildOrThrow())) {
                return UserActions.using(RetrofitTransport.over(connection),
                                CredentialSigner.key(Settings.KEY, message -> Either.right(new byte[] {1})))
                        .executedBy(HttpActionExecutor.over(connection))
                        .perform(Settings.anAction())
                        .fold(UserActionFailure::message, answer -> answer.status() + " " + answer.body());
            }
        }
    }
}
