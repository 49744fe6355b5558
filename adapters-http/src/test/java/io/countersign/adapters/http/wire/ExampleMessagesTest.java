package io.countersign.adapters.http.wire;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class ExampleMessagesTest {

    @Test
    void all_examples_are_handled() {
        assertThatCode(ExampleMessages::handle).doesNotThrowAnyException();
    }
}
