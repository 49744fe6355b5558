package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vavr.collection.Seq;

import java.util.function.Function;

/** What a rule asks of one class, told as the objections to it. */
final class Clause extends ArchCondition<JavaClass> {

    private final Function<JavaClass, ? extends Seq<String>> objections;

    Clause(String demand, Function<JavaClass, ? extends Seq<String>> objections) {
        super(demand);
        this.objections = objections;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        objections.apply(type).forEach(objection -> events.add(SimpleConditionEvent.violated(type, objection)));
    }
}
