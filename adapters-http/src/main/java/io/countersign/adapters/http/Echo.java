package io.countersign.adapters.http;

import io.vavr.collection.Seq;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds secrets that were sent and are repeated in an answer. Names in an answer (credentials, a relying party) appear
 * in messages and logs, so a server could have a secret shown there by repeating it as a name.
 */
final class Echo {

    /** Shorter texts occur in answers by chance. */
    private static final int SHORTEST_SECRET = 8;

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents()).map(RecordComponent::getAccessor).toArray(Method[]::new);
        }
    };

    private Echo() {
    }

    /** Returns whether a text of a message, or of the records and lists in it, contains one of the secrets. */
    static boolean isIn(Record message, Seq<String> secrets) {
        Seq<String> lookedFor = secrets.filter(secret -> secret.length() >= SHORTEST_SECRET);
        return !lookedFor.isEmpty() && holdsOne(message, lookedFor);
    }

    private static boolean holdsOne(@Nullable Object value, Seq<String> secrets) {
        if (value instanceof String text) {
            return secrets.exists(text::contains);
        } else if (value instanceof List<?> values) {
            for (Object element : values) {
                if (holdsOne(element, secrets)) {
                    return true;
                }
            }
        } else if (value instanceof Record message) {
            for (Method accessor : ACCESSORS.get(message.getClass())) {
                if (holdsOne(valueOf(accessor, message), secrets)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Object valueOf(Method accessor, Record message) {
        try {
            return accessor.invoke(message);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("accessors of messages are public and do not throw", impossible);
        }
    }
}
