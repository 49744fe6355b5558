package io.countersign.endtoend;

import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways to make a call. */
enum Calling {
    EXECUTED {
        @Override
        <T> T answerTo(Call<T> call) throws IOException {
            return successful(call.execute());
        }
    },
    ENQUEUED {
        @Override
        <T> T answerTo(Call<T> call) {
            return enqueued(call).orTimeout(60, TimeUnit.SECONDS).join();
        }
    };

    abstract <T> T answerTo(Call<T> call) throws IOException;

    static <T> CompletableFuture<T> enqueued(Call<T> call) {
        var answer = new CompletableFuture<T>();
        call.enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<T> call, Response<T> response) {
                answer.completeAsync(() -> successful(response));
            }

            @Override
            public void onFailure(Call<T> call, Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        });
        return answer;
    }

    private static <T> T successful(Response<T> response) {
        assertThat(response.code()).isEqualTo(200);
        return response.body();
    }
}
