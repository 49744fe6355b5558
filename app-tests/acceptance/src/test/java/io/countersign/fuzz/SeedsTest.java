package io.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The seeds get far into each parser, and every invariant holds for them. */
class SeedsTest {

    @ParameterizedTest
    @EnumSource
    void some_seeds_are_accepted_and_some_refused(FuzzedParser parser) throws Exception {
        List<Boolean> answers = new ArrayList<>();
        for (Path seed : Seeds.of(parser)) {
            answers.add(parser.accepts(Files.readAllBytes(seed)));
        }

        assertThat(answers).contains(true, false);
    }

    @ParameterizedTest
    @EnumSource
    void a_seed_with_a_few_bytes_changed_gets_an_answer_too(FuzzedParser parser) throws Exception {
        long chosen = System.nanoTime();
        Random random = new Random(chosen);
        for (int round = 0; round < 200; round++) {
            List<Path> seeds = Seeds.of(parser);
            byte[] input = Files.readAllBytes(seeds.get(random.nextInt(seeds.size())));
            for (int change = random.nextInt(3); change >= 0; change--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt();
            }
            try {
                parser.accepts(input);
            } catch (AssertionError | Exception broken) {
                throw new AssertionError("seed " + chosen, broken);
            }
        }
    }
}
