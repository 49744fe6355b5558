package io.countersign.benchmark.action;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.interceptor.UserActionInterceptor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.outbound.CredentialSigner;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends one call with a generated body through the interceptor. Ends with zero if the heap was large enough. */
final class InterceptedBody {

    private InterceptedBody() {
    }

    /**
     * Sends the call.
     *
     * @param arguments the base URL, the file with the key, and the size of the body in KiB
     */
    public static void main(String[] arguments) {
        try {
            ConnectionSettings settings =
                    ConnectionSettings.builder(arguments[0], () -> Messages.BEARER_TOKEN).buildOrThrow();
            JcaSigningKey key = JcaSigningKey.fromPem(Files.readString(Path.of(arguments[1])).toCharArray()).get();
            int kibibytes = Integer.parseInt(arguments[2]);
            OkHttpClient client = UserActionInterceptor.signing(ApiConnection.open(settings)
                    .signedBy(CredentialSigner.key(CredentialId.ofOrThrow("cr-1"), key)), settings)
                    .applyTo(settings.appliedTo(new OkHttpClient()).newBuilder()).build();
            try (Response answer = client.newCall(new Request.Builder().url(arguments[0] + "/wallets")
                    .post(generated(kibibytes)).build()).execute()) {
                System.exit(answer.isSuccessful() ? 0 : 1);
            }
        } catch (Throwable failed) {
            System.exit(1);
        }
    }

    /** Returns a body that holds nothing in memory: a JSON string. */
    private static RequestBody generated(int kibibytes) {
        byte[] kibibyte = "x".repeat(1024).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("application/json");
            }

            @Override
            public long contentLength() {
                return kibibytes * 1024L;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeByte('"').write(kibibyte, 0, 1022);
                for (int written = 1; written < kibibytes; written++) {
                    sink.write(kibibyte);
                }
                sink.writeByte('"');
            }
        };
    }
}
