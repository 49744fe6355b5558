package io.countersign.benchmark.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Bounds what can be counted exactly, however busy the machine is. Whoever exceeds a bound for a good reason raises it,
 * and says why.
 */
class ActionCostTest {

    private static final double MOST_KILOBYTES = 130;
    private static final double MOST_CLASSES = 4300;
    private static final double MOST_CLASSES_BEYOND_OKHTTP = 1150;

    @TempDir
    private Path directory;
    private Path key;
    private Jvm stub;
    private String url;

    @BeforeEach
    void start() throws Exception {
        key = directory.resolve("key.pem");
        Files.writeString(key, BareSignature.newKey());
        stub = Jvm.start(List.of(), StubApi.class, "0");
        url = "http://127.0.0.1:" + stub.line();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void an_action_allocates_and_the_first_one_loads_no_more_than_it_did() throws Exception {
        Map<String, Double> library = countsOf(Contestant.LIBRARY);
        Map<String, Double> okHttp = countsOf(Contestant.OKHTTP);

        assertThat(library.get("few bytes") / 1024).as("kilobytes of an action").isLessThan(MOST_KILOBYTES);
        assertThat(library.get("start classes")).as("classes").isLessThan(MOST_CLASSES);
        assertThat(library.get("start classes") - okHttp.get("start classes"))
                .as("classes beyond those of plain OkHttp").isLessThan(MOST_CLASSES_BEYOND_OKHTTP);
    }

    /** Only the quick compiler is used, as the other one decides by chance which objects it saves. */
    private Map<String, Double> countsOf(Contestant contestant) throws Exception {
        try (Jvm jvm = Jvm.start(List.of("-XX:TieredStopAtLevel=1"), Measurement.class,
                contestant.name(), url, key.toString(), "1")) {
            Map<String, Double> counts = jvm.figures();
            jvm.ask(Measurement.FEW);
            counts.putAll(jvm.figures());
            return counts;
        }
    }
}
