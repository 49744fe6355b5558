package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class ExampleMessagesTest {

    @Test
    void all_examples_are_handled() {
        assertThatCode(ExampleMessages::handle).doesNotThrowAnyException();
    }
}
