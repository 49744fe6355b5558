package io.countersign.contracts.http;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A flaw of an adapter on the JDK's HTTP client: it is somewhere between the port and the wire. */
interface HttpFlaw extends Flaw {

    /** None at all. */
    HttpFlaw NONE = new HttpFlaw() {
        @Override
        public String caughtBy() {
            return "";
        }

        @Override
        public Set<String> alsoSeenBy() {
            return Set.of();
        }
    };

    /** What the adapter makes of its settings. */
    default ApiAccess access(ApiAccess api) {
        return api;
    }

    /** The client that it uses. */
    default HttpClient client(HttpClient sound) {
        return sound;
    }

    /** What it sends. */
    default HttpRequest request(HttpRequest request) {
        return request;
    }

    /** The body of what it sends. */
    default String sent(String body) {
        return body;
    }

    /** How it sends it. */
    default <T> CompletableFuture<HttpResponse<T>> send(
            HttpClient client, HttpRequest request, BodyHandler<T> handler) {
        return client.sendAsync(request, handler);
    }

    /** What it takes for the body of an answer. */
    default String read(String body) {
        return body;
    }

    /** How it answers to a call of the port. */
    default <T> Either<ApiFailure, T> outcome(Object request, Supplier<Either<ApiFailure, T>> call) {
        return call.get();
    }

    /** What it says where it fails. */
    default ApiFailure failure(ApiFailure failure) {
        return failure;
    }

    /** Whether it does not try any more once a connection was lost. */
    default boolean isDiscouragedByFailure() {
        return false;
    }

    /** Whether it takes what it lost for an old connection's fault, and sends it again. */
    default boolean trustsInNewConnections() {
        return false;
    }

    /** A transport around the sound one. */
    default UserActionTransport transport(UserActionTransport sound) {
        return sound;
    }

    /** An executor around the sound one. */
    default ActionExecutor executor(ActionExecutor sound) {
        return sound;
    }

    /** The record that it keeps of what it sends. */
    default Transmission transmission(Transmission given) {
        return given;
    }

    /** What it shows of itself. */
    default String textForm() {
        return "SpoiledAdapter";
    }
}
