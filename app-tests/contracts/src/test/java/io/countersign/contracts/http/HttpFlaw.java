package io.countersign.contracts.http;

import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A flaw of an adapter on the JDK's HTTP client, anywhere between port and wire. Each method returns its argument
 * unless the flaw changes it.
 */
interface HttpFlaw extends Flaw {

    /** No flaw. */
    HttpFlaw NONE = new HttpFlaw() {
        @Override
        public Detection detection() {
            return Detection.by("");
        }
    };

    /** Changes the settings. */
    default ApiAccess access(ApiAccess api) {
        return api;
    }

    /** Changes the client. */
    default HttpClient client(HttpClient sound) {
        return sound;
    }

    /** Changes the request. */
    default HttpRequest request(HttpRequest request) {
        return request;
    }

    /** Changes the body of the request. */
    default String sent(String body) {
        return body;
    }

    /** Sends the request. */
    default <T> CompletableFuture<HttpResponse<T>> send(
            HttpClient client, HttpRequest request, BodyHandler<T> handler) {
        return client.sendAsync(request, handler);
    }

    /** Changes the body of the answer. */
    default String read(String body) {
        return body;
    }

    /** Makes a call of the port. */
    default <T> Either<ApiFailure, T> outcome(Object request, Supplier<Either<ApiFailure, T>> call) {
        return call.get();
    }

    /** Changes the failure. */
    default ApiFailure failure(ApiFailure failure) {
        return failure;
    }

    /** Returns whether the adapter stops working after a lost connection. */
    default boolean isDiscouragedByFailure() {
        return false;
    }

    /** Returns whether the adapter sends a request again after losing a connection that it had kept. */
    default boolean trustsInNewConnections() {
        return false;
    }

    /** Wraps the correct transport. */
    default UserActionTransport transport(UserActionTransport sound) {
        return sound;
    }

    /** Wraps the correct executor. */
    default ActionExecutor executor(ActionExecutor sound) {
        return sound;
    }

    /** Changes the record of what is sent. */
    default Transmission transmission(Transmission given) {
        return given;
    }

    /** Returns the adapter's text form. */
    default String textForm() {
        return "SpoiledAdapter";
    }
}
