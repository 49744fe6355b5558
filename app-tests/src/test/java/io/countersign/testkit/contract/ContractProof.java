package io.countersign.testkit.contract;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds flawed adapters to a contract, as JUnit would, and looks at which of its tests fail.
 *
 * @param contract the contract
 * @param subject implements it for an adapter that has the {@linkplain #flawOf flaw} of the moment
 * @param slow the tests that take so long that only the flaws that they are to find are shown to them
 * @param provenElsewhere a contract that this one extends, whose tests have a proof of their own
 */
record ContractProof(Class<?> contract, Class<?> subject, Set<String> slow, Class<?> provenElsewhere) {

    private static final String A_LINE_OF_THE_KEY =
            TestKey.PRIVATE_KEY_PEM.lines().skip(1).findFirst().orElseThrow();
    private static final ThreadLocal<Flaw> CURRENT = new ThreadLocal<>();

    static ContractProof of(Class<?> contract, Class<?> subject, String... slow) {
        return new ContractProof(contract, subject, Set.of(slow), Object.class);
    }

    /** The same without the tests of a contract that it extends. */
    ContractProof besides(Class<?> other) {
        return new ContractProof(contract, subject, slow, other);
    }

    /** The flaw that the subject is to have; null if it is to be sound. JUnit makes the subject on the same thread. */
    static <F extends Flaw> F flawOf(Class<F> flaws) {
        return flaws.cast(CURRENT.get());
    }

    private Set<String> tests() {
        Set<String> tests = testsOf(contract);
        tests.removeAll(testsOf(provenElsewhere));
        return tests;
    }

    /** Those that it inherits included. */
    private static Set<String> testsOf(Class<?> contract) {
        return Arrays.stream(contract.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The flaw is found by the test that is there for it, and by no other that is not said to see it as well. */
    void assertCaught(Flaw flaw) {
        Map<String, Throwable> failures = failuresWith(flaw);

        var softly = new SoftAssertions();
        softly.assertThat(failures).as("tests that see %s", flaw).containsKey(flaw.caughtBy());
        softly.assertThat(failures.values()).as("what they say is an assertion's word")
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(AssertionError.class));
        softly.assertThat(failures.values().toString().contains(A_LINE_OF_THE_KEY))
                .as("what they say shows the private key").isFalse();
        if (!flaw.alsoSeenBy().contains(Flaw.MANY)) {
            var unexpected = new TreeSet<>(failures.keySet());
            unexpected.removeAll(flaw.alsoSeenBy());
            unexpected.remove(flaw.caughtBy());
            softly.assertThat(unexpected).as("others that see %s", flaw).isEmpty();
        }
        softly.assertAll();
    }

    /** What is a flaw to others is none to this contract. */
    void assertOverlooks(Flaw flaw) {
        assertThat(failuresWith(flaw)).isEmpty();
    }

    /** A subject without a flaw keeps the whole contract. */
    void assertKeptByASoundSubject() {
        assertThat(failures(null, testsOf(contract).stream())).isEmpty();
    }

    /** No test of the contract is without a flaw that it is there to find, and no flaw without a test. */
    void assertEveryTestHasAFlaw(Flaw... flaws) {
        assertThat(Arrays.stream(flaws).map(Flaw::caughtBy).collect(Collectors.toSet())).isEqualTo(tests());
        assertThat(tests()).containsAll(slow);
    }

    private Map<String, Throwable> failuresWith(Flaw flaw) {
        return failures(flaw, testsOf(contract).stream()
                .filter(test -> test.equals(flaw.caughtBy()) || flaw.alsoSeenBy().contains(test)
                        || !slow.contains(test)));
    }

    private Map<String, Throwable> failures(Flaw flaw, Stream<String> tests) {
        CURRENT.set(flaw);
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(tests.map(this::selector).toArray(MethodSelector[]::new))
                    .execute().testEvents().failed().stream()
                    .collect(Collectors.toMap(ContractProof::testOf, ContractProof::failureOf, (a, b) -> a,
                            TreeMap::new));
        } finally {
            CURRENT.remove();
        }
    }

    private MethodSelector selector(String test) {
        return DiscoverySelectors.selectMethod(subject, test);
    }

    private static String testOf(Event event) {
        return event.getTestDescriptor().getDisplayName().replace("()", "");
    }

    private static Throwable failureOf(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
    }
}
