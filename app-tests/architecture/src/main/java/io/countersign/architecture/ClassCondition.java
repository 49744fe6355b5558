package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vavr.collection.Seq;

import java.util.function.Function;

/** A condition on one class, as a function that returns its violations. */
final class ClassCondition extends ArchCondition<JavaClass> {

    private final Function<JavaClass, ? extends Seq<String>> violations;

    ClassCondition(String demand, Function<JavaClass, ? extends Seq<String>> violations) {
        super(demand);
        this.violations = violations;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        violations.apply(type).forEach(violation -> events.add(SimpleConditionEvent.violated(type, violation)));
    }
}
