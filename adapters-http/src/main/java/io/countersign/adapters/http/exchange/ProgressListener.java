package io.countersign.adapters.http.exchange;

import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.Proxy;

/** Records the events that only OkHttp reports: connecting, the TLS handshake, and the end of sending. */
public final class ProgressListener extends EventListener {

    private final Progress progress;

    private ProgressListener(Progress progress) {
        this.progress = progress;
    }

    /** Returns a factory of listeners that precede those of a client, whose exceptions are dropped. */
    public static EventListener.Factory before(OkHttpClient client) {
        EventListener.Factory others = client.eventListenerFactory();
        return call -> {
            Progress progress = Checkpoint.progressOf(call);
            EventListener listener = HarmlessListener.of(others, call);
            return progress == null ? listener : new ProgressListener(progress).plus(listener);
        };
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        progress.reached(Phase.CONNECTING);
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        progress.connected();
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        progress.tookConnection();
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
