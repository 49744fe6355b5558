package io.countersign.adapters.http.exchange;

import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Recognises records that keep their constraints, many times faster than Bean Validation. Whatever has a constraint
 * that is not known here is left to Bean Validation.
 */
public final class PlainlyValid {

    private static final int ASCII = 0x80;
    private static final Predicate<String> ONE_CLASS =
            java.util.regex.Pattern.compile("\\[[^\\[\\]&]+]\\+").asMatchPredicate();

    private static final ClassValue<Predicate<Object>> RULES = new ClassValue<>() {
        @Override
        protected Predicate<Object> computeValue(Class<?> type) {
            return type.isRecord() ? all(Arrays.stream(type.getRecordComponents()).map(PlainlyValid::ruleOf).toList())
                    : unknown -> false;
        }
    };

    private PlainlyValid() {
    }

    /** Returns true if a record and those that it holds have no violation; false if they may have one. */
    public static boolean is(Object message) {
        return RULES.get(message.getClass()).test(message);
    }

    private static Predicate<Object> ruleOf(RecordComponent component) {
        try {
            MethodHandle accessor = MethodHandles.lookup().unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
            AnnotatedType type = component.getAccessor().getAnnotatedReturnType();
            Predicate<Object> rule = ruleOf(component.getAccessor().getAnnotations(), type);
            return message -> rule.test(valueOf(accessor, message));
        } catch (IllegalAccessException hidden) {
            return unknown -> false;
        }
    }

    private static Object valueOf(MethodHandle accessor, Object message) {
        try {
            return accessor.invokeExact(message);
        } catch (Throwable thrown) {
            throw new IllegalStateException("an accessor of a record threw", thrown);
        }
    }

    private static Predicate<Object> ruleOf(Annotation[] constraints, AnnotatedType type) {
        List<Predicate<Object>> rules = new ArrayList<>();
        for (Annotation constraint : constraints) {
            rules.add(ruleOf(constraint));
        }
        if (type instanceof AnnotatedParameterizedType parameterized) {
            AnnotatedType element = parameterized.getAnnotatedActualTypeArguments()[0];
            Predicate<Object> ofElements = ruleOf(element.getAnnotations(), element);
            rules.add(value -> value == null || value instanceof List<?> list && allKeep(ofElements, list));
        }
        return all(rules);
    }

    private static Predicate<Object> ruleOf(Annotation annotation) {
        if (annotation instanceof NotNull) {
            return value -> value != null;
        } else if (annotation instanceof Valid) {
            return value -> value == null || is(value);
        } else if (annotation instanceof Size size) {
            return value -> value == null
                    || value instanceof String text && text.length() >= size.min() && text.length() <= size.max();
        } else if (annotation instanceof Pattern pattern && pattern.flags().length == 0) {
            Predicate<String> matches = matching(pattern.regexp());
            return value -> value == null || value instanceof String text && matches.test(text);
        }
        boolean isConstraint = annotation.annotationType().isAnnotationPresent(Constraint.class);
        return value -> !isConstraint;
    }

    /** Returns whether texts match. One class of characters, repeated, is looked up: many texts are long. */
    private static Predicate<String> matching(String regexp) {
        Predicate<String> matches = java.util.regex.Pattern.compile(regexp).asMatchPredicate();
        if (!ONE_CLASS.test(regexp)) {
            return matches;
        }
        boolean[] allowed = new boolean[ASCII];
        for (char character = 0; character < ASCII; character++) {
            allowed[character] = matches.test(String.valueOf(character));
        }
        return text -> {
            for (int at = 0; at < text.length(); at++) {
                if (text.charAt(at) >= ASCII) {
                    return matches.test(text);
                } else if (!allowed[text.charAt(at)]) {
                    return false;
                }
            }
            return !text.isEmpty();
        };
    }

    private static boolean allKeep(Predicate<Object> rule, List<?> values) {
        for (Object value : values) {
            if (!rule.test(value)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<Object> all(List<Predicate<Object>> rules) {
        return rules.stream().reduce(Predicate::and).orElse(value -> true);
    }
}
