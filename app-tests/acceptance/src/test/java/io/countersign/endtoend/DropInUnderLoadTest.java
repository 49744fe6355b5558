package io.countersign.endtoend;

import io.countersign.endtoend.WalletApi.NewWallet;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import retrofit2.Call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Makes calls of every kind, in every way, concurrently on a dispatcher with two threads. */
class DropInUnderLoadTest {

    private static final int CALLS = 64;
    private static final String LARGE = "🦜 ".repeat(5 * 1024 * 1024 / 5 + 1);
    private static final MediaType JSON = MediaType.get("application/json");

    /** The body of a call, different for each number. */
    private enum Sending {
        JSON_BODY {
            @Override
            Call<?> call(WalletApi api, int number) {
                return api.create(new NewWallet("EthereumSepolia", "wallet " + number));
            }

            @Override
            CompletableFuture<?> future(WalletApi api, int number) {
                return api.createInFuture(new NewWallet("EthereumSepolia", "wallet " + number));
            }
        },
        NOTHING {
            @Override
            Call<?> call(WalletApi api, int number) {
                return api.removeTags("wa-" + number);
            }

            @Override
            CompletableFuture<?> future(WalletApi api, int number) {
                return api.removeTagsInFuture("wa-" + number);
            }
        },
        A_FORM {
            @Override
            Call<?> call(WalletApi api, int number) {
                return api.upload(data(number), file());
            }

            @Override
            CompletableFuture<?> future(WalletApi api, int number) {
                return api.uploadInFuture(data(number), file());
            }
        },
        A_LARGE_BODY {
            @Override
            Call<?> call(WalletApi api, int number) {
                return api.annotate("wa-" + number, notes(number));
            }

            @Override
            CompletableFuture<?> future(WalletApi api, int number) {
                return api.annotateInFuture("wa-" + number, notes(number));
            }
        };

        abstract Call<?> call(WalletApi api, int number);

        abstract CompletableFuture<?> future(WalletApi api, int number);

        private static RequestBody data(int number) {
            return RequestBody.create("{\"form\":" + number + "}", JSON);
        }

        private static MultipartBody.Part file() {
            return MultipartBody.Part.createFormData(
                    "file", "f", RequestBody.create(new byte[] {0, (byte) 0xFF}, null));
        }

        /** Every fourth body is large. */
        private static RequestBody notes(int number) {
            return RequestBody.create(
                    "{\"notes\":\"" + (number % 16 == 3 ? LARGE : "") + number + "\"}", JSON);
        }
    }

    @Test
    void many_calls_in_flight_on_a_small_dispatcher_are_all_signed_and_made_once() {
        var small = new Dispatcher();
        small.setMaxRequests(2);
        small.setMaxRequestsPerHost(2);
        var threads = Executors.newCachedThreadPool();
        try (var sandbox = Sandbox.start();
                var client = DropIn.to(sandbox, new OkHttpClient.Builder().dispatcher(small),
                        Signers.of(sandbox.serviceAccount().key(KeyAlgorithm.EDDSA)))) {
            var answers = new ArrayList<CompletableFuture<?>>();
            for (int number = 0; number < CALLS; number++) {
                var sending = Sending.values()[number % 4];
                var call = sending.call(client.api(), number);
                answers.add(switch (number / 4 % 3) {
                    case 0 -> CompletableFuture.supplyAsync(() -> executed(call), threads);
                    case 1 -> Calling.enqueued(call);
                    default -> sending.future(client.api(), number);
                });
            }

            assertThat(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(120, TimeUnit.SECONDS);
            assertThat(sandbox.executedCalls()).hasSize(CALLS)
                    .extracting(call -> call.path() + call.body().hashCode()).doesNotHaveDuplicates();
            assertThat(sandbox.executedCalls("POST", "/wallets")).hasSize(CALLS / 4);
            assertThat(sandbox.executedCalls("POST", "/files")).hasSize(CALLS / 4);
            assertThat(sandbox.executedCalls()).filteredOn(call -> call.body().length() > LARGE.length())
                    .hasSize(CALLS / 16);
            assertThat(sandbox.issuedChallenges()).isEqualTo(CALLS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Object executed(Call<?> call) {
        try {
            return Calling.EXECUTED.answerTo(call);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }
}
