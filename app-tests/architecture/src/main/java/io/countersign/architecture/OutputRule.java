package io.countersign.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/** Forbids printing and logging in domain and ports, and on request in adapters. Others may do both. */
final class OutputRule {

    static final String NAME = "nobody-prints-or-logs";

    private static final PackageSet LOGGING = PackageSet.of("logging",
            "java.util.logging", "org.slf4j", "ch.qos.logback", "org.apache.log4j", "org.apache.logging",
            "org.apache.commons.logging", "org.jboss.logging", "okhttp3.logging");

    static final Set<String> OUTPUT_TYPES = HashSet.of("java.lang.System$Logger", "java.io.Console");

    static final Set<String> OUTPUT_PARTS_OF_SYSTEM =
            HashSet.of("out", "err", "setOut", "setErr", "console", "getLogger");

    private OutputRule() {
    }

    static ArchitectureRule nobodyPrintsOrLogs(HexagonalArchitecture architecture) {
        return ArchitectureRule.of(NAME,
                architecture.appliesBeyondPorts(NAME) ? architecture.inside() : architecture.core(),
                new ClassCondition("neither print nor log", type ->
                        outputDependencies(type).appendAll(outputAccesses(type)).distinct()),
                "a caller can neither handle nor test what is printed, and a log may reveal secrets. Return a value, "
                        + "or notify a listener");
    }

    private static Seq<String> outputDependencies(JavaClass type) {
        return List.ofAll(type.getDirectDependenciesFromSelf())
                .filter(dependency -> isOutput(dependency.getTargetClass().getBaseComponentType()))
                .sorted()
                .map(dependency -> dependency.getDescription());
    }

    private static boolean isOutput(JavaClass target) {
        return LOGGING.contains(target) || OUTPUT_TYPES.contains(target.getName());
    }

    private static Seq<String> outputAccesses(JavaClass type) {
        return List.ofAll(type.getAccessesFromSelf())
                .filter(access -> isOutput(access.getTarget()))
                .map(JavaAccess::getDescription)
                .sorted();
    }

    private static boolean isOutput(AccessTarget target) {
        String owner = target.getOwner().getName();
        return owner.equals("java.lang.System") && OUTPUT_PARTS_OF_SYSTEM.contains(target.getName())
                || owner.equals("java.lang.Thread") && target.getName().equals("dumpStack")
                || target.getName().equals("printStackTrace") && target.getOwner().isAssignableTo(Throwable.class);
    }
}
