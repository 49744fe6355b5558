package io.countersign.adapters.http.wire;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** Answer of {@code POST /auth/action}. The token is sent in a header, so it must be visible ASCII. */
public record RedemptionResponse(@NotNull @Pattern(regexp = "[!-~]+") String userAction) {

    @Override
    public String toString() {
        return "RedemptionResponse[hidden]";
    }
}
