package io.countersign.adapters.http.wire;

import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import org.junit.jupiter.api.Test;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The constraints of messages. */
class ConstraintsTest {

    /** Java takes one behind the name of an outer type, as in {@code Outer.@NotNull Inner}, for a part of the type. */
    @Test
    void every_constraint_stands_where_it_is_validated() throws Exception {
        List<String> passedOver = new ArrayList<>();
        for (Class<?> message : messages()) {
            for (RecordComponent component : message.getRecordComponents()) {
                List<Annotation> validated = List.of(component.getAccessor().getAnnotations());
                Arrays.stream(component.getAnnotatedType().getAnnotations())
                        .filter(ConstraintsTest::isConstraint)
                        .filter(constraint -> !validated.contains(constraint))
                        .forEach(constraint -> passedOver.add(constraint + " of " + component));
            }
        }
        assertThat(passedOver).isEmpty();
    }

    private static boolean isConstraint(Annotation annotation) {
        return annotation instanceof Valid || annotation.annotationType().isAnnotationPresent(Constraint.class);
    }

    private static List<Class<?>> messages() throws Exception {
        Path classes = Path.of(ChallengeResponse.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolve(ChallengeResponse.class.getPackageName().replace('.', '/'));
        List<Class<?>> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.filter(its -> its.toString().endsWith(".class")).toList()) {
                Class<?> type = Class.forName(ChallengeResponse.class.getPackageName() + "."
                        + file.getFileName().toString().replace(".class", ""));
                if (type.isRecord()) {
                    messages.add(type);
                }
            }
        }
        assertThat(messages).contains(ChallengeResponse.class, RegistrationChallenge.Selection.class);
        return messages;
    }
}
