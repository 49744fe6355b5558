package io.countersign.domain.action;

import io.countersign.domain.OneLine;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The answer of the API to a call that it carried out. Immutable, equal by content.
 *
 * <p>{@code toString} shows the body's size only: an answer may hold secrets. For the same reason this is no record,
 * and the body is transient: serialisers that read components, getters or fields leave it out.
 */
public final class ApiAnswer {

    private final int status;
    private final Option<String> contentType;
    private final transient String body;

    /**
     * Creates an answer.
     *
     * @param status the HTTP status, 2xx
     * @param contentType the media type of the body, if the API named one
     * @param body the body as text, empty if there was none
     */
    public ApiAnswer(int status, Option<String> contentType, String body) {
        this.status = status;
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.body = Objects.requireNonNull(body, "body");
    }

    /** Returns the HTTP status, 2xx. */
    public int status() {
        return status;
    }

    /** Returns the media type of the body, if the API named one. */
    public Option<String> contentType() {
        return contentType;
    }

    /** Returns the body as text, empty if there was none. */
    public String body() {
        return body;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiAnswer that
                && status == that.status && contentType.equals(that.contentType) && body.equals(that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, contentType, body);
    }

    @Override
    public String toString() {
        return "ApiAnswer[status=" + status + ", contentType=" + contentType.map(OneLine::of).getOrElse("none")
                + ", body=" + body.length() + " characters]";
    }
}
