package io.countersign.adapters.http.interceptor;

import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import okhttp3.OkHttpClient;
import okhttp3.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the interceptor itself refuses. */
final class Refusals {

    private Refusals() {
    }

    static void assertRefused(UserActionInterceptor interceptor, Request request, String field, String because) {
        assertThat(assertRefused(interceptor.applyTo(new OkHttpClient.Builder()).build(), request, because)
                .violations().map(Violation::field)).containsExactly(field);
    }

    static ApiFailure.NotSent assertRefused(OkHttpClient client, Request request, String because) {
        var thrown = catchThrowableOfType(
                UserActionFailedException.class, () -> client.newCall(request).execute().close());

        assertThat(thrown).hasMessageContaining(because).hasMessageContaining("nothing was sent");
        var failure = ((Reason.ApiFailed) thrown.failure().reason()).failure();
        assertThat(failure).isInstanceOf(ApiFailure.NotSent.class);
        return (ApiFailure.NotSent) failure;
    }
}
