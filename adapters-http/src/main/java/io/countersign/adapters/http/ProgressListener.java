package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.Progress;
import io.countersign.ports.outbound.ApiFailure.TimedOut.Phase;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;

import java.net.InetSocketAddress;
import java.net.Proxy;

/** Notes what only OkHttp itself can tell of an exchange: connecting, the TLS handshake, and when all was sent. */
final class ProgressListener extends EventListener {

    private final Progress progress;

    private ProgressListener(Progress progress) {
        this.progress = progress;
    }

    /** Beside the listeners that the client has already. */
    static EventListener.Factory beside(OkHttpClient client) {
        EventListener.Factory others = client.eventListenerFactory();
        return call -> {
            Progress progress = call.request().tag(Progress.class);
            EventListener listener = others.create(call);
            return progress == null ? listener : listener.plus(new ProgressListener(progress));
        };
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        progress.reached(Phase.CONNECTING);
    }

    @Override
    public void secureConnectStart(Call call) {
        progress.reached(Phase.SECURING);
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        if (request.body() == null) {
            progress.reached(Phase.AWAITING_ANSWER);
        }
    }

    @Override
    public void requestBodyEnd(Call call, long bytes) {
        progress.reached(Phase.AWAITING_ANSWER);
    }
}
