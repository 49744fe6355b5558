package io.countersign.adapters.http.exchange;

import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;

/**
 * Drops what an event listener of the application throws, which would otherwise end the call or replace its answer. By
 * hand, since OkHttp's listeners are abstract classes, not interfaces that a proxy could implement.
 */
final class HarmlessListener extends EventListener {

    private final EventListener listener;

    private HarmlessListener(EventListener listener) {
        this.listener = listener;
    }

    /** Returns the listener of a factory for a call, or none if the factory fails. */
    static EventListener of(EventListener.Factory factory, Call call) {
        try {
            EventListener listener = factory.create(call);
            return listener == null || listener == EventListener.NONE
                    ? EventListener.NONE
                    : new HarmlessListener(listener);
        } catch (Throwable dropped) {
            return EventListener.NONE;
        }
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (Throwable dropped) {
            // the call goes on
        }
    }

    @Override
    public void callStart(Call call) {
        tell(() -> listener.callStart(call));
    }

    @Override
    public void dispatcherQueueStart(Call call, Dispatcher dispatcher) {
        tell(() -> listener.dispatcherQueueStart(call, dispatcher));
    }

    @Override
    public void dispatcherQueueEnd(Call call, Dispatcher dispatcher) {
        tell(() -> listener.dispatcherQueueEnd(call, dispatcher));
    }

    @Override
    public void proxySelectStart(Call call, HttpUrl url) {
        tell(() -> listener.proxySelectStart(call, url));
    }

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        tell(() -> listener.proxySelectEnd(call, url, proxies));
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        tell(() -> listener.dnsStart(call, domainName));
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> inetAddressList) {
        tell(() -> listener.dnsEnd(call, domainName, inetAddressList));
    }

    @Override
    public void connectStart(Call call, InetSocketAddress inetSocketAddress, Proxy proxy) {
        tell(() -> listener.connectStart(call, inetSocketAddress, proxy));
    }

    @Override
    public void secureConnectStart(Call call) {
        tell(() -> listener.secureConnectStart(call));
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        tell(() -> listener.secureConnectEnd(call, handshake));
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress inetSocketAddress, Proxy proxy, @Nullable Protocol protocol) {
        tell(() -> listener.connectEnd(call, inetSocketAddress, proxy, protocol));
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress inetSocketAddress, Proxy proxy, @Nullable Protocol protocol, IOException ioe) {
        tell(() -> listener.connectFailed(call, inetSocketAddress, proxy, protocol, ioe));
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        tell(() -> listener.connectionAcquired(call, connection));
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        tell(() -> listener.connectionReleased(call, connection));
    }

    @Override
    public void requestHeadersStart(Call call) {
        tell(() -> listener.requestHeadersStart(call));
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        tell(() -> listener.requestHeadersEnd(call, request));
    }

    @Override
    public void requestBodyStart(Call call) {
        tell(() -> listener.requestBodyStart(call));
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        tell(() -> listener.requestBodyEnd(call, byteCount));
    }

    @Override
    public void requestFailed(Call call, IOException ioe) {
        tell(() -> listener.requestFailed(call, ioe));
    }

    @Override
    public void responseHeadersStart(Call call) {
        tell(() -> listener.responseHeadersStart(call));
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        tell(() -> listener.responseHeadersEnd(call, response));
    }

    @Override
    public void responseBodyStart(Call call) {
        tell(() -> listener.responseBodyStart(call));
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        tell(() -> listener.responseBodyEnd(call, byteCount));
    }

    @Override
    public void responseFailed(Call call, IOException ioe) {
        tell(() -> listener.responseFailed(call, ioe));
    }

    @Override
    public void callEnd(Call call) {
        tell(() -> listener.callEnd(call));
    }

    @Override
    public void callFailed(Call call, IOException ioe) {
        tell(() -> listener.callFailed(call, ioe));
    }

    @Override
    public void canceled(Call call) {
        tell(() -> listener.canceled(call));
    }

    @Override
    public void satisfactionFailure(Call call, Response response) {
        tell(() -> listener.satisfactionFailure(call, response));
    }

    @Override
    public void cacheHit(Call call, Response response) {
        tell(() -> listener.cacheHit(call, response));
    }

    @Override
    public void cacheMiss(Call call) {
        tell(() -> listener.cacheMiss(call));
    }

    @Override
    public void cacheConditionalHit(Call call, Response cachedResponse) {
        tell(() -> listener.cacheConditionalHit(call, cachedResponse));
    }

    @Override
    public void retryDecision(Call call, IOException exception, boolean retry) {
        tell(() -> listener.retryDecision(call, exception, retry));
    }

    @Override
    public void followUpDecision(Call call, Response networkResponse, @Nullable Request nextRequest) {
        tell(() -> listener.followUpDecision(call, networkResponse, nextRequest));
    }
}
