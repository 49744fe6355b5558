package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class ApiAnswerTest {

    @Test
    void an_answer_shows_its_status_and_type_and_only_the_size_of_its_body() {
        assertThat(new ApiAnswer(200, Option.some("application/json"), "{\"key\":\"secret\"}"))
                .hasToString("ApiAnswer[status=200, contentType=application/json, body=16 characters]");
        assertThat(new ApiAnswer(204, Option.none(), ""))
                .hasToString("ApiAnswer[status=204, contentType=none, body=0 characters]");
    }

    @Test
    void an_answer_keeps_what_the_api_said() {
        var answer = new ApiAnswer(201, Option.some("text/plain"), "hello");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.contentType()).isEqualTo(Option.some("text/plain"));
        assertThat(answer.body()).isEqualTo("hello");
    }
}
