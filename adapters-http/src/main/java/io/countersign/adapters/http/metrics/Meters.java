package io.countersign.adapters.http.metrics;

import io.countersign.domain.action.Step;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** One meter for each step and outcome, registered when it is first needed. */
final class Meters<M> {

    private final Map<Step, Map<String, M>> byStep = new EnumMap<>(Step.class);
    private final BiFunction<Step, String, M> registration;

    Meters(BiFunction<Step, String, M> registration) {
        this.registration = registration;
        for (Step step : Step.values()) {
            byStep.put(step, new ConcurrentHashMap<>());
        }
    }

    M of(Step step, String outcome) {
        return byStep.get(step).computeIfAbsent(outcome, name -> registration.apply(step, name));
    }
}
