package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.Faults;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class FaultsTest {

    private static final Fault RESET = FaultKind.RESET.withProbability(0.05);
    private static final Fault SLOW =
            FaultKind.SLOW.withProbability(0.1).lasting(Duration.ofSeconds(2)).on(Exchange.CALL);

    private static String violationsOf(String text) {
        return Violation.describe(Faults.of(text).getError());
    }

    @Test
    void faults_are_read_as_a_person_writes_them() {
        assertThat(Faults.of("reset:0.05, slow=2s@call:.1").get()).hasToString("reset:0.05,slow=2s@call:0.1");
        assertThat(Faults.of("slow=2000ms@call:0.1").get().thatHappenTo(Exchange.CALL)).containsExactly(SLOW);
        assertThat(Faults.of("stall=3m:1").get().thatHappenTo(Exchange.REDEMPTION)).containsExactly(
                FaultKind.STALL.withProbability(1).lasting(Duration.ofMinutes(3)));
        assertThat(Faults.of("429:1e-3").get().thatHappenTo(Exchange.CHALLENGE)).containsExactly(
                FaultKind.TOO_MANY_REQUESTS.withProbability(0.001));
    }

    @Test
    void faults_in_code_are_read_or_all_violations_are_thrown() {
        assertThat(Faults.ofOrThrow("reset:0.05")).hasToString("reset:0.05");
        assertThatThrownBy(() -> Faults.ofOrThrow("rest:0.05,slow")).isInstanceOf(InvalidValueException.class)
                .hasMessage(violationsOf("rest:0.05,slow"));
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_and_every_exchange_goes_by_its_label(FaultKind kind) {
        assertThat(FaultKind.ofLabel(kind.label())).contains(kind);
        assertThat(Faults.of(kind.label() + "@call:0.5").get().thatHappenTo(Exchange.CALL))
                .containsExactly(kind.withProbability(0.5).on(Exchange.CALL));
        for (Exchange exchange : Exchange.values()) {
            assertThat(Exchange.ofLabel(exchange.label())).contains(exchange);
        }
    }

    @Test
    void what_is_written_is_read_as_the_same() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            FaultKind kind = FaultKind.values()[random.nextInt(FaultKind.values().length)];
            Fault fault = new Fault(kind, (1 + random.nextInt(100_000)) / 100_000.0,
                    Option.when(random.nextBoolean(), Exchange.CALL),
                    kind.defaultTime().filter(time -> random.nextBoolean()).map(time ->
                            kind == FaultKind.TOO_MANY_REQUESTS
                                    ? Duration.ofSeconds(1 + random.nextInt(10_000))
                                    : Duration.ofMillis(1 + random.nextInt(10_000_000))));

            assertThat(Faults.of(fault.toString()).get().thatHappenTo(Exchange.CALL)).containsExactly(fault);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "429:2|429: must have a probability above 0 and up to 1",
        "429:0|429: must have a probability above 0 and up to 1",
        "429|429: must end with its probability, such as :0.1",
        "429:|429: must end with its probability, such as :0.1",
        "429:-1|429: must end with its probability, such as :0.1",
        "429:NaN|429: must end with its probability, such as :0.1",
        "429:0x1p-1|429: must end with its probability, such as :0.1",
        "429:0.1:0.2|429: must end with its probability, such as :0.1",
        "429:often|429: must end with its probability, such as :0.1",
        "burnt:0.1|fault 1: must begin with a kind of fault",
        "``|fault 1: must begin with a kind of fault; fault 1: must end with its probability, such as :0.1",
        "reset:0.1,|fault 2: must begin with a kind of fault; fault 2: must end with its probability, such as :0.1",
        "reset=2s:0.1|reset: takes no time",
        "slow=2:0.1|slow: must have its time in ms, s or m, such as =2s",
        "slow=:0.1|slow: must have its time in ms, s or m, such as =2s",
        "slow=1h:0.1|slow: must have its time in ms, s or m, such as =2s",
        "slow=-1s:0.1|slow: must have its time in ms, s or m, such as =2s",
        "slow=0ms:0.1|slow: must take more than no time and up to a day",
        "slow=1441m:0.1|slow: must take more than no time and up to a day",
        "429=1500ms:0.1|429: must take whole seconds, since Retry-After does",
        "reset@lunch:0.1|reset: must be @ one of challenge, redemption, call",
        "reset@:0.1|reset: must be @ one of challenge, redemption, call",
        "202@challenge:0.1|202: happens to calls alone",
        "reset@call=2s:0.1|reset: must be @ one of challenge, redemption, call",
    })
    void a_text_that_is_no_fault_is_refused_with_the_reason(String text, String reason) {
        assertThat(violationsOf(text)).isEqualTo(reason);
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThat(violationsOf("429:2,burnt=x@y,202=1s@redemption:7,reset:0.1")).isEqualTo(String.join("; ",
                "429: must have a probability above 0 and up to 1",
                "fault 2: must begin with a kind of fault",
                "fault 2: must end with its probability, such as :0.1",
                "fault 2: must be @ one of challenge, redemption, call",
                "fault 2: must have its time in ms, s or m, such as =2s",
                "202: must have a probability above 0 and up to 1",
                "202: happens to calls alone",
                "202: takes no time"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb:0.1", "a\u2028:1", "\u0000"})
    void nothing_of_what_is_not_understood_is_repeated(String text) {
        assertThat(violationsOf(text)).startsWith("fault 1: must be").doesNotContain(text);
    }

    @Test
    void one_exchange_cannot_have_more_faults_than_it_has_turns() {
        assertThat(violationsOf("500:0.6,reset@call:0.5")).isEqualTo(
                "call: must not have faults of more than 1 in probability together");
        assertThat(violationsOf("500:0.6,reset:0.5")).contains("challenge: ", "redemption: ", "call: ");
        assertThat(violationsOf("500@redemption:0.6,reset@redemption:0.5")).startsWith("redemption: ");
        for (String text : List.of("500@call:1,reset@redemption:1", "202:0.5,500@challenge:1,500@call:0.5",
                "400:0.1,401:0.1,402:0.1,403:0.1,404:0.1,409:0.1,429:0.1,500:0.1,502:0.1,503:0.1",
                "400:0.7,401:0.2,402:0.1")) {
            assertThat(Faults.of(text)).as(text).isValid();
        }
    }

    @Test
    void a_fault_that_makes_no_sense_is_refused_at_once() {
        for (double probability : new double[] {0, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FaultKind.RESET.withProbability(probability))
                    .withMessage("reset: must have a probability above 0 and up to 1");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> RESET.lasting(Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> SLOW.lasting(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> SLOW.lasting(Duration.ofDays(1).plusNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() ->
                FaultKind.TOO_MANY_REQUESTS.withProbability(1).lasting(Duration.ofSeconds(1).plusNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() ->
                FaultKind.POLICY_PENDING.withProbability(1).on(Exchange.CHALLENGE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sandbox.configure().faults(FaultKind.RESET.withProbability(1), SLOW))
                .withMessageContaining("call: must not have faults of more than 1");
        assertThatCode(() -> SLOW.lasting(Duration.ofDays(1))).doesNotThrowAnyException();
    }

    @Test
    void a_configuration_with_faults_leaves_the_one_without_as_it_was() {
        SandboxConfiguration plain = Sandbox.configure();

        SandboxConfiguration faulty = plain.faults(RESET, SLOW).faultSeed(7).port(0);

        assertThat(plain.faultPlan()).isEqualTo(FaultPlan.NONE);
        assertThat(faulty.faultPlan().faults()).hasToString("reset:0.05,slow=2s@call:0.1");
        assertThat(faulty.faultPlan().seed()).contains(7L);
        assertThat(faulty.faults().faultPlan().faults()).hasToString("");
    }

    @Test
    void no_two_labels_are_alike_and_each_kind_says_what_happens() {
        assertThat(Stream.of(FaultKind.values()).map(FaultKind::label)).doesNotHaveDuplicates();
        assertThat(FaultKind.values()).allSatisfy(kind -> {
            assertThat(kind.description()).startsWith(kind.description().startsWith("resets") ? "resets" : "answers ");
            assertThat(kind.description().contains("TIME")).isEqualTo(kind.defaultTime().isDefined());
            assertThat(kind.label().endsWith("-after")).matches(after -> !after || kind.isCarriedOut());
        });
    }
}
