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
 * No clock, no randomness, no environment, no threads, no devices, where they hide in packages that a domain may know.
 * Packages that hold little else are closed to it anyway.
 */
final class MachineRule {

    /** To know one of these at all is to ask the machine. */
    static final Set<String> MACHINERY = HashSet.of(
            "java.time.Clock", "java.time.InstantSource", "java.util.Calendar", "java.util.GregorianCalendar",
            "java.util.Random", "java.util.SplittableRandom",
            "java.lang.Thread", "java.lang.ThreadGroup", "java.lang.ThreadLocal", "java.lang.InheritableThreadLocal",
            "java.util.Timer", "java.util.TimerTask",
            "java.lang.Runtime", "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.ProcessHandle",
            "java.lang.ClassLoader", "java.util.ServiceLoader", "java.util.ResourceBundle",
            "java.util.Scanner", "java.util.Formatter");

    private static final Place CONCURRENT_VAVR = Place.of("Vavr's threads", "io.vavr.concurrent");

    /** The members that ask the machine, of types that are otherwise innocent. */
    static final Seq<Question> QUESTIONS = List.of(
            Question.to("java.time..", "now"),
            Question.to("java.util.Date", "<init>").withoutArguments(),
            Question.to("java.util.UUID", "randomUUID"),
            Question.to("java.lang.Math", "random"),
            Question.to("java.lang.StrictMath", "random"),
            Question.to("java.util.Collections", "shuffle"),
            Question.to("io.vavr..", "shuffle"),
            Question.to("java.util..", "parallel", "parallelStream"),
            Question.to("java.util.Arrays", "parallelSort", "parallelPrefix", "parallelSetAll"),
            Question.to("java.lang.Integer", "getInteger"),
            Question.to("java.lang.Long", "getLong"),
            Question.to("java.lang.Boolean", "getBoolean"),
            Question.to("java.lang.Class", "forName", "getResource", "getResourceAsStream"),
            Question.to("java.time.ZoneId", "systemDefault"),
            Question.to("java.util.TimeZone", "getDefault"),
            Question.to("java.util.Locale", "getDefault"),
            Question.to("java.nio.charset.Charset", "defaultCharset"),
            Question.to("java.lang.String", "toLowerCase", "toUpperCase", "getBytes").withoutArguments());

    /** All else of {@code java.lang.System} is the machine. */
    static final Set<String> PURE_PARTS_OF_SYSTEM = HashSet.of("arraycopy", "identityHashCode");

    private MachineRule() {
    }

    static ArchitectureRule domainAsksNothingOfTheMachine(HexagonalArchitecture house) {
        return ArchitectureRule.of("domain-asks-nothing-of-the-machine", List.of(house.place(Part.DOMAIN)),
                new Clause("use no clock, randomness, environment, threads or devices",
                        type -> knownMachinery(type).appendAll(questions(type)).distinct()),
                "the same question must have the same answer on every machine and at every time. Hand in what the "
                        + "domain is to know, such as an Instant, or ask for it through an outbound port");
    }

    private static Seq<String> knownMachinery(JavaClass type) {
        return List.ofAll(type.getDirectDependenciesFromSelf())
                .filter(dependency -> isMachinery(dependency.getTargetClass().getBaseComponentType()))
                .sorted()
                .map(dependency -> dependency.getDescription());
    }

    private static boolean isMachinery(JavaClass target) {
        return MACHINERY.contains(target.getName()) || CONCURRENT_VAVR.contains(target);
    }

    private static Seq<String> questions(JavaClass type) {
        return List.ofAll(type.getAccessesFromSelf())
                .filter(access -> asksTheSystem(access.getTarget())
                        || QUESTIONS.exists(question -> question.isAskedBy(access.getTarget())))
                .map(JavaAccess::getDescription)
                .sorted();
    }

    private static boolean asksTheSystem(AccessTarget target) {
        return target.getOwner().getName().equals("java.lang.System")
                && !PURE_PARTS_OF_SYSTEM.contains(target.getName());
    }

    /**
     * Members of one type, or of all in a package.
     *
     * @param owner the type's name, or its package's with {@code ..} at the end
     * @param members their names; a constructor's is {@code <init>}
     * @param onlyWithoutArguments whether those that take arguments are innocent
     */
    record Question(String owner, Set<String> members, boolean onlyWithoutArguments) {

        static Question to(String owner, String... members) {
            return new Question(owner, HashSet.of(members), false);
        }

        Question withoutArguments() {
            return new Question(owner, members, true);
        }

        boolean isAskedBy(AccessTarget target) {
            return members.contains(target.getName()) && isOfOwner(target.getOwner()) && hasRightArguments(target);
        }

        private boolean isOfOwner(JavaClass type) {
            return owner.endsWith("..") ? Place.of("owner", owner).contains(type) : type.getName().equals(owner);
        }

        private boolean hasRightArguments(AccessTarget target) {
            return !onlyWithoutArguments || target instanceof AccessTarget.CodeUnitAccessTarget codeUnit
                    && codeUnit.getRawParameterTypes().isEmpty();
        }
    }
}
