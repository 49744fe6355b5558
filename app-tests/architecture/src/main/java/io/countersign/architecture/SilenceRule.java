package io.countersign.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/** Domain, ports and adapters neither print nor log. App and tools may: they are at home on a console. */
final class SilenceRule {

    private static final Place LOGGING = Place.of("logging",
            "java.util.logging", "org.slf4j", "ch.qos.logback", "org.apache.log4j", "org.apache.logging",
            "org.apache.commons.logging", "org.jboss.logging", "okhttp3.logging");

    static final Set<String> LOUD_TYPES = HashSet.of("java.lang.System$Logger", "java.io.Console");

    static final Set<String> LOUD_PARTS_OF_SYSTEM =
            HashSet.of("out", "err", "setOut", "setErr", "console", "getLogger");

    private SilenceRule() {
    }

    static ArchitectureRule nobodyPrintsOrLogs(HexagonalArchitecture house) {
        return ArchitectureRule.of("nobody-prints-or-logs", house.inside(),
                new Clause("neither print nor log", type -> loggers(type).appendAll(noises(type)).distinct()),
                "a library that prints disturbs its application, and what is logged may be a secret. Return what "
                        + "happened as a value, or tell a listener");
    }

    private static Seq<String> loggers(JavaClass type) {
        return List.ofAll(type.getDirectDependenciesFromSelf())
                .filter(dependency -> isLoud(dependency.getTargetClass().getBaseComponentType()))
                .sorted()
                .map(dependency -> dependency.getDescription());
    }

    private static boolean isLoud(JavaClass target) {
        return LOGGING.contains(target) || LOUD_TYPES.contains(target.getName());
    }

    private static Seq<String> noises(JavaClass type) {
        return List.ofAll(type.getAccessesFromSelf())
                .filter(access -> isLoud(access.getTarget()))
                .map(JavaAccess::getDescription)
                .sorted();
    }

    private static boolean isLoud(AccessTarget target) {
        String owner = target.getOwner().getName();
        return owner.equals("java.lang.System") && LOUD_PARTS_OF_SYSTEM.contains(target.getName())
                || owner.equals("java.lang.Thread") && target.getName().equals("dumpStack")
                || target.getName().equals("printStackTrace") && target.getOwner().isAssignableTo(Throwable.class);
    }
}
