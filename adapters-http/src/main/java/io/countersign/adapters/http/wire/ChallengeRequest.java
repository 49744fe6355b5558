package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Body of {@code POST /auth/action/init}. */
public record ChallengeRequest(
        @NotNull @Size(min = 1) String userActionHttpMethod,
        @NotNull @Size(min = 1) String userActionHttpPath,
        @NotNull String userActionPayload,
        @NotNull ServerKind userActionServerKind) {

    /** {@code userActionServerKind}. */
    public enum ServerKind {
        @JsonProperty("Api") API,
        @JsonProperty("Staff") STAFF
    }

    @Override
    public String toString() {
        return "ChallengeRequest[" + userActionHttpMethod + " " + userActionHttpPath + "]";
    }
}
