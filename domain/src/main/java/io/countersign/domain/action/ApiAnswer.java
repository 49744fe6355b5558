package io.countersign.domain.action;

import io.countersign.domain.OneLine;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * What the API answered to a call that it carried out.
 *
 * <p>{@code toString} shows the body's size only: an answer may hold secrets.
 *
 * @param status the HTTP status, 2xx
 * @param contentType the media type of the body, if the API named one
 * @param body the body as text, empty if there was none
 */
public record ApiAnswer(int status, Option<String> contentType, String body) {

    public ApiAnswer {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
    }

    @Override
    public String toString() {
        return "ApiAnswer[status=" + status + ", contentType=" + contentType.map(OneLine::of).getOrElse("none")
                + ", body=" + body.length() + " characters]";
    }
}
