package io.countersign.endtoend;

import io.countersign.adapters.http.interceptor.UserActionFailedException;
import io.countersign.endtoend.WalletApi.NewWallet;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.KeyAlgorithm;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Runs a Retrofit interface of an application, with the interceptor, against the sandbox. */
class DropInSigningTest {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String DATA = "{\"name\":\"Zoë 🦜\", \"network\":\"Bitcoin\"}";
    private static final byte[] NO_TEXT = {(byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF, '\r', '\n'};

    private final List<DropIn> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(DropIn::close);
    }

    private WalletApi api(Sandbox sandbox, CredentialSigner signer, Interceptor... onTheWire) {
        var dropIn = DropIn.to(sandbox, new OkHttpClient.Builder(), signer, onTheWire);
        clients.add(dropIn);
        return dropIn.api();
    }

    private WalletApi api(Sandbox sandbox, Interceptor... onTheWire) {
        return api(sandbox, Signers.of(sandbox.serviceAccount().key(KeyAlgorithm.ES256)), onTheWire);
    }

    private static MultipartBody.Part file(byte[] content) {
        return MultipartBody.Part.createFormData(
                "file", "a; name=\"data\"", RequestBody.create(content, MediaType.get("application/octet-stream")));
    }

    @ParameterizedTest
    @EnumSource
    void json_is_signed_and_reading_needs_no_signature(Calling calling) throws Exception {
        try (var sandbox = Sandbox.start()) {
            var api = api(sandbox);

            var wallet = calling.answerTo(api.create(new NewWallet("EthereumSepolia", "Zoë")));

            assertThat(wallet.status()).isEqualTo("Active");
            assertThat(calling.answerTo(api.list()).items()).containsExactly(wallet);
            assertThat(sandbox.executedCalls()).extracting(ExecutedCall::method).containsExactly("POST", "GET");
            assertThat(sandbox.executedCalls().get(0).body())
                    .isEqualTo("{\"network\":\"EthereumSepolia\",\"name\":\"Zoë\"}");
            assertThat(sandbox.issuedChallenges()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_without_a_body_is_signed(Calling calling) throws Exception {
        try (var sandbox = Sandbox.start()) {
            var echo = calling.answerTo(api(sandbox).removeTags("wa-1"));

            assertThat(echo.get("method").textValue()).isEqualTo("DELETE");
            assertThat(echo.get("body").textValue()).isEmpty();
            assertThat(sandbox.issuedChallenges()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_large_body_is_signed(Calling calling) throws Exception {
        String large = "{\"notes\":\"" + "Zoë 🦜 ".repeat(5 * 1024 * 1024 / 10 + 1) + "\"}";
        try (var sandbox = Sandbox.start()) {
            calling.answerTo(api(sandbox).annotate("wa-1", RequestBody.create(large, JSON)));

            assertThat(large.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(5 * 1024 * 1024);
            assertThat(sandbox.executedCalls()).hasSize(1);
            assertThat(sandbox.executedCalls().get(0).body().equals(large)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_form_is_signed_by_its_data_part_and_arrives_whole(Calling calling) throws Exception {
        try (var sandbox = Sandbox.start()) {
            calling.answerTo(api(sandbox).upload(RequestBody.create(DATA, JSON), file(NO_TEXT)));

            assertThat(sandbox.executedCalls("POST", "/files")).singleElement().satisfies(call ->
                    assertThat(call.body()).contains(DATA, new String(NO_TEXT, StandardCharsets.UTF_8)));
            assertThat(sandbox.issuedChallenges()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_form_with_a_large_file_is_signed(Calling calling) throws Exception {
        try (var sandbox = Sandbox.start()) {
            calling.answerTo(api(sandbox).upload(RequestBody.create(DATA, JSON), file(new byte[5 * 1024 * 1024])));

            assertThat(sandbox.executedCalls("POST", "/files")).singleElement()
                    .satisfies(call -> assertThat(call.body().length()).isGreaterThan(5 * 1024 * 1024));
        }
    }

    @Test
    void a_form_whose_data_part_is_changed_on_its_way_is_refused() throws Exception {
        try (var sandbox = Sandbox.start()) {
            var tampered = api(sandbox, replacing("Bitcoin", "Solana!"));

            var answer = tampered.upload(RequestBody.create(DATA, JSON), file(NO_TEXT)).execute();

            assertThat(answer.code()).isEqualTo(403);
            assertThat(answer.errorBody().string()).contains("user action signature is missing or invalid");
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }

    /** Only the data part of a form is proven, as with published clients. The file is not protected. */
    @Test
    void a_form_whose_file_is_changed_on_its_way_is_let_in() throws Exception {
        try (var sandbox = Sandbox.start()) {
            var tampered = api(sandbox, replacing("one", "two"));

            var answer = tampered.upload(
                    RequestBody.create(DATA, JSON), file("one".getBytes(StandardCharsets.UTF_8))).execute();

            assertThat(answer.code()).isEqualTo(200);
            assertThat(sandbox.executedCalls().get(0).body()).contains("two").doesNotContain("one");
        }
    }

    /** Replaces a text by another one of the same length between the client and the API. */
    private static Interceptor replacing(String text, String by) {
        return chain -> {
            var request = chain.request();
            if (!request.url().encodedPath().equals("/files")) {
                return chain.proceed(request);
            }
            var body = new Buffer();
            request.body().writeTo(body);
            String changed = body.readString(StandardCharsets.ISO_8859_1).replace(text, by);
            return chain.proceed(request.newBuilder().method(request.method(), RequestBody.create(
                    changed.getBytes(StandardCharsets.ISO_8859_1), request.body().contentType())).build());
        };
    }

    @ParameterizedTest
    @EnumSource
    void a_streamed_body_is_signed(Calling calling) throws Exception {
        var streamed = new RequestBody() {
            private boolean gone;

            @Override
            public MediaType contentType() {
                return JSON;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                if (gone) {
                    throw new IOException("read twice");
                }
                gone = true;
                sink.writeUtf8("{\"streamed\":true}");
            }
        };
        try (var sandbox = Sandbox.start()) {
            var echo = calling.answerTo(api(sandbox).annotate("wa-1", streamed));

            assertThat(echo.get("body").textValue()).isEqualTo("{\"streamed\":true}");
        }
    }

    @Test
    void a_call_that_cannot_be_signed_ends_with_the_typed_failure_and_is_not_made() {
        try (var sandbox = Sandbox.start(); var other = Sandbox.start()) {
            var api = api(sandbox, Signers.of(other.serviceAccount().key(KeyAlgorithm.ES256)));

            var thrown = catchThrowableOfType(UserActionFailedException.class,
                    () -> api.create(new NewWallet("EthereumSepolia", "x")).execute());

            assertThat(thrown.failure()).returns(UserActionFailure.Kind.NOT_ALLOWED, UserActionFailure::kind);
            assertThat(thrown).hasMessageNotContaining("-secret-");
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }
}
