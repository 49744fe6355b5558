package io.countersign.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/**
 * Forbids clocks, randomness, environment, threads and devices that are in packages which a domain may use otherwise.
 * Other packages are closed to it by {@code domain-knows-only-itself}.
 */
final class PurityRule {

    /** Types that a domain must not use at all. */
    static final Set<String> IMPURE_TYPES = HashSet.of(
            "java.time.Clock", "java.time.InstantSource", "java.util.Calendar", "java.util.GregorianCalendar",
            "java.util.Random", "java.util.SplittableRandom",
            "java.lang.Thread", "java.lang.ThreadGroup", "java.lang.ThreadLocal", "java.lang.InheritableThreadLocal",
            "java.util.Timer", "java.util.TimerTask",
            "java.lang.Runtime", "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.ProcessHandle",
            "java.lang.ClassLoader", "java.util.ServiceLoader", "java.util.ResourceBundle",
            "java.util.Scanner", "java.util.Formatter");

    private static final PackageSet CONCURRENT_VAVR = PackageSet.of("Vavr's threads", "io.vavr.concurrent");

    /** Members that a domain must not use, of types that it may use otherwise. */
    static final Seq<Members> IMPURE_MEMBERS = List.of(
            Members.to("java.time..", "now"),
            Members.to("java.util.Date", "<init>").withoutArguments(),
            Members.to("java.util.UUID", "randomUUID"),
            Members.to("java.lang.Math", "random"),
            Members.to("java.lang.StrictMath", "random"),
            Members.to("java.util.Collections", "shuffle"),
            Members.to("io.vavr..", "shuffle"),
            Members.to("java.util..", "parallel", "parallelStream"),
            Members.to("java.util.Arrays", "parallelSort", "parallelPrefix", "parallelSetAll"),
            Members.to("java.lang.Integer", "getInteger"),
            Members.to("java.lang.Long", "getLong"),
            Members.to("java.lang.Boolean", "getBoolean"),
            Members.to("java.lang.Class", "forName", "getResource", "getResourceAsStream"),
            Members.to("java.time.ZoneId", "systemDefault"),
            Members.to("java.util.TimeZone", "getDefault"),
            Members.to("java.util.Locale", "getDefault"),
            Members.to("java.nio.charset.Charset", "defaultCharset"),
            Members.to("java.lang.String", "toLowerCase", "toUpperCase", "getBytes").withoutArguments());

    /** The only members of {@code java.lang.System} that a domain may use. */
    static final Set<String> PURE_PARTS_OF_SYSTEM = HashSet.of("arraycopy", "identityHashCode");

    private PurityRule() {
    }

    static ArchitectureRule domainAsksNothingOfTheMachine(HexagonalArchitecture architecture) {
        return ArchitectureRule.of("domain-asks-nothing-of-the-machine", List.of(architecture.packages(Part.DOMAIN)),
                new ClassCondition("use no clock, randomness, environment, threads or devices",
                        type -> impureDependencies(type).appendAll(impureAccesses(type)).distinct()),
                "the domain must give the same result on every machine and at any time. Pass such values in, for "
                        + "example an Instant, or get them through an outbound port");
    }

    private static Seq<String> impureDependencies(JavaClass type) {
        return List.ofAll(type.getDirectDependenciesFromSelf())
                .filter(dependency -> isImpure(dependency.getTargetClass().getBaseComponentType()))
                .sorted()
                .map(dependency -> dependency.getDescription());
    }

    private static boolean isImpure(JavaClass target) {
        return IMPURE_TYPES.contains(target.getName()) || CONCURRENT_VAVR.contains(target);
    }

    private static Seq<String> impureAccesses(JavaClass type) {
        return List.ofAll(type.getAccessesFromSelf())
                .filter(access -> isImpurePartOfSystem(access.getTarget())
                        || IMPURE_MEMBERS.exists(members -> members.include(access.getTarget())))
                .map(JavaAccess::getDescription)
                .sorted();
    }

    private static boolean isImpurePartOfSystem(AccessTarget target) {
        return target.getOwner().getName().equals("java.lang.System")
                && !PURE_PARTS_OF_SYSTEM.contains(target.getName());
    }

    /**
     * Members of one type, or of all types in a package.
     *
     * @param owner the type's name, or its package's with {@code ..} at the end
     * @param members their names; a constructor's is {@code <init>}
     * @param onlyWithoutArguments whether only the variants without arguments are meant
     */
    record Members(String owner, Set<String> members, boolean onlyWithoutArguments) {

        static Members to(String owner, String... members) {
            return new Members(owner, HashSet.of(members), false);
        }

        Members withoutArguments() {
            return new Members(owner, members, true);
        }

        boolean include(AccessTarget target) {
            return members.contains(target.getName()) && isOfOwner(target.getOwner()) && hasRightArguments(target);
        }

        private boolean isOfOwner(JavaClass type) {
            return owner.endsWith("..") ? PackageSet.of("owner", owner).contains(type) : type.getName().equals(owner);
        }

        private boolean hasRightArguments(AccessTarget target) {
            return !onlyWithoutArguments || target instanceof AccessTarget.CodeUnitAccessTarget codeUnit
                    && codeUnit.getRawParameterTypes().isEmpty();
        }
    }
}
