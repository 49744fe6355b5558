package io.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Runs every parser under a coverage-guided fuzzer, for seconds by default. */
@Order(1)
class FuzzingIT {

    /** The time for each parser. Thousands of inputs in every build; {@code -Dcountersign.soak} multiplies it. */
    private static final int SECONDS = 3 * Integer.getInteger("countersign.soak", 1);
    private static final Path DIRECTORY = Path.of("target", "fuzz").toAbsolutePath();
    /** Two runs at a time; each has one thread. */
    private static final ExecutorService LANES = Executors.newFixedThreadPool(2);
    private static final Map<FuzzedParser, Future<FuzzRun>> RUNS = new EnumMap<>(FuzzedParser.class);

    static Stream<FuzzedParser> parsers() {
        String chosen = System.getProperty("countersign.fuzz.parsers", "");
        return chosen.isEmpty()
                ? Stream.of(FuzzedParser.values())
                : Stream.of(chosen.split(",")).map(FuzzedParser::valueOf);
    }

    @BeforeAll
    static void start() {
        parsers().forEach(parser -> RUNS.put(parser, LANES.submit(() -> FuzzRun.of(ParserFuzzer.class, parser.name(),
                SECONDS, DIRECTORY.resolve(parser.name()), List.of(Seeds.directoryOf(parser))))));
    }

    @AfterAll
    static void stop() {
        LANES.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void no_input_crashes_hangs_or_floods_a_parser_or_makes_it_break_its_word(FuzzedParser parser) throws Exception {
        FuzzRun run = RUNS.get(parser).get();

        assertThat(run.foundNothing()).as(run.findings()).isTrue();
        assertThat(run.inputs()).as("inputs").isGreaterThan(30);
        assertThat(run.coverage()).as("edges covered").isGreaterThan(50);
    }

    @Test
    void what_is_planted_where_only_coverage_leads_is_found() throws Exception {
        FuzzRun run = FuzzRun.of(PlantedFault.class, "", 60, DIRECTORY.resolve("planted"), List.of());

        assertThat(run.foundNothing()).isFalse();
        assertThat(run.findings()).contains("the planted fault");
    }
}
