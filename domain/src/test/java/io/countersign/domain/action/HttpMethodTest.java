package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpMethodTest {

    @ParameterizedTest
    @EnumSource
    void a_method_is_known_by_its_name(HttpMethod method) {
        assertThat(HttpMethod.of(method.name())).containsValid(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "post", "Post", " POST", "POST ", "HEAD", "OPTIONS", "TRACE", "CONNECT", "POST\r\n"})
    void any_other_name_is_refused_naming_those_that_are_known(String name) {
        assertThat(HttpMethod.of(name)).containsInvalid(List.of(
                new Violation("userActionHttpMethod", "must be one of GET, POST, PUT, PATCH, DELETE")));
    }

    @ParameterizedTest
    @CsvSource({"GET, false", "POST, true", "PUT, true", "PATCH, true", "DELETE, true"})
    void every_method_but_get_changes_state_and_may_have_a_body(HttpMethod method, boolean expected) {
        assertThat(method.isMutating()).isEqualTo(expected);
        assertThat(method.allowsBody()).isEqualTo(expected);
    }
}
