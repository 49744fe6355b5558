package io.countersign.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.ports.failure.Exchange;
import io.countersign.ports.fixture.ApiFailures;
import io.countersign.ports.fixture.SealFailures;
import io.countersign.ports.fixture.SigningFailures;
import io.vavr.collection.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.stream.Stream;

/** Failures are built by others' adapters: a null in one is refused there and by name. */
class NullsTest {

    static Stream<Record> failures() {
        return List.of(
                        SigningFailures.all(), SealFailures.all(), ApiFailures.all(Exchange.EXECUTION))
                .flatMap(family -> family).map(Record.class::cast).toJavaStream();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void no_part_of_a_failure_may_be_null(Record failure) throws Exception {
        var components = failure.getClass().getRecordComponents();
        Constructor<?> constructor = failure.getClass().getDeclaredConstructor(
                Arrays.stream(components).map(component -> component.getType()).toArray(Class<?>[]::new));
        var arguments = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            arguments[index] = components[index].getAccessor().invoke(failure);
        }
        assertThat(constructor.newInstance(arguments)).isEqualTo(failure);
        for (int index = 0; index < components.length; index++) {
            if (!components[index].getType().isPrimitive()) {
                var withNull = arguments.clone();
                withNull[index] = null;

                assertThatNullPointerException().isThrownBy(() -> newInstance(constructor, withNull))
                        .withMessage(components[index].getName());
            }
        }
    }

    private static void newInstance(Constructor<?> constructor, Object... arguments) throws Throwable {
        try {
            constructor.newInstance(arguments);
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getCause();
        }
    }
}
