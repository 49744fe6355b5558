package io.countersign.adapters.http;

import io.countersign.domain.Violation;
import io.countersign.ports.inbound.UserActionFailure;
import io.countersign.ports.outbound.ApiFailure;
import okhttp3.OkHttpClient;
import okhttp3.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the interceptor itself refuses. */
final class Refusals {

    private Refusals() {
    }

    static void assertRefused(UserActionInterceptor interceptor, Request request, String field, String because) {
        var client = interceptor.applyTo(new OkHttpClient.Builder()).build();

        var thrown = catchThrowableOfType(
                UserActionFailedException.class, () -> client.newCall(request).execute().close());

        assertThat(thrown).hasMessageContaining(because).hasMessageContaining("nothing was sent");
        assertThat(thrown.failure()).isInstanceOfSatisfying(UserActionFailure.ApiFailed.class, failed ->
                assertThat(failed.failure()).isInstanceOfSatisfying(ApiFailure.NotSent.class, notSent ->
                        assertThat(notSent.violations().map(Violation::field)).containsExactly(field)));
    }
}
