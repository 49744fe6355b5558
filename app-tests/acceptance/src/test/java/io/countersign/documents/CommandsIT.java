package io.countersign.documents;

import io.countersign.documents.Document.Block;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the commands of every document: the blocks of a document one after another, in one directory. Builds are run up
 * to their first phase only, which finds modules and profiles that do not exist; all of them would take hours.
 */
class CommandsIT {

    /** Commands that are not run here, by how they begin, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "apt-get ", "changes the machine; continuous integration runs it before the build",
            ".github/stage-release ", "ReleaseIT runs it");

    private static final Pattern BUILD = Pattern.compile("mvn .*");
    private static final Pattern PHASE =
            Pattern.compile(" (?:test|package|verify|install|process-test-classes)(?= |$)");
    private static final Pattern CHOICE = Pattern.compile(" -P\\S+| -pl \\S+| -am");
    private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(\\w+)");

    /** What a program that runs until it is stopped prints when it is ready. */
    private static final Pattern READY =
            Pattern.compile("listening on http://127\\.0\\.0\\.1:.*|open http://localhost:.*");
    private static final List<String> UNTIL_STOPPED =
            List.of("countersign.jar sandbox", "countersign.jar passkey-demo");

    /** The choices of profiles and modules that were tried already. */
    private static final Set<String> VALIDATED = new HashSet<>();

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Process> running = new ArrayList<>();

    @TempDir
    private Path directory;

    static List<Document> documents() throws IOException {
        return Document.all().stream().filter(document -> !document.blocks("sh").isEmpty()).toList();
    }

    @AfterEach
    void stop() {
        for (Process process : running) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.onExit().join();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_command_succeeds(Document document) throws Exception {
        if (document.path().endsWith("hsm.md")) {
            initializeToken();
        }
        for (Block block : document.blocks("sh")) {
            List<String> script = new ArrayList<>();
            for (String command : commands(block)) {
                if (BUILD.matcher(command).matches()) {
                    validate(block, command);
                } else if (NOT_RUN.keySet().stream().noneMatch(command::startsWith) && isInstalled(command)) {
                    script.add(command);
                }
            }
            if (!script.isEmpty()) {
                run(block, String.join("\n", script));
            }
        }
    }

    /** Returns the lines of a block, and the parts of a line that installs or builds something first. */
    private static List<String> commands(Block block) {
        return block.text().replaceAll("\\\\\\n *", "").lines()
                .flatMap(line -> line.matches("(?:apt-get|mvn) .*") ? Stream.of(line.split(" && ")) : Stream.of(line))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns whether the program is there: the test command does not install OpenSC, which one document speaks of. */
    private static boolean isInstalled(String command) {
        return !command.startsWith("pkcs11-tool ") || Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "pkcs11-tool")));
    }

    private void validate(Block block, String command) throws Exception {
        assertThat(command).as(block + ": a phase").containsPattern(PHASE);
        for (MatchResult test : TEST.matcher(command).results()
                .filter(test -> !test.group(1).equals("none")).toList()) {
            assertThat(Document.files(".*/" + test.group(1) + "\\.java")).as(block + ": " + test.group()).isNotEmpty();
        }
        String chosen = CHOICE.matcher(command).results().map(MatchResult::group).collect(Collectors.joining());
        if (VALIDATED.add(chosen)) {
            String output = finished(block, "mvn -B -o validate -Dmaven.repo.local="
                    + System.getProperty("local.repository") + chosen, Document.TOP);

            assertThat(output).as(block.toString()).doesNotContain("could not be activated");
        }
    }

    private void run(Block block, String script) throws Exception {
        Path where = script.startsWith("java -jar app-tests/") ? Document.TOP : directory;
        String whole = script.replace("…/", Document.TOP + "/");
        if (UNTIL_STOPPED.stream().anyMatch(whole::contains)) {
            Process process = start(whole, where);
            running.add(process);
            assertThat(process.inputReader().readLine()).as(block.toString()).matches(READY);
        } else {
            finished(block, whole, where);
        }
    }

    private String finished(Block block, String script, Path where) throws Exception {
        Process process = start(script, where);
        process.getOutputStream().close();
        String output = String.join("\n", process.inputReader().lines().toList());

        assertThat(process.waitFor()).as(block + ": " + script + "\n" + output).isZero();
        return output;
    }

    private Process start(String script, Path where) throws IOException {
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(where.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
                (path, java) -> java + File.pathSeparator + path);
        return builder.start();
    }

    /** Makes a token with a key of the id 0a0b, as the document on HSMs supposes it. */
    private void initializeToken() throws Exception {
        Path tokens = Files.createDirectories(directory.resolve("tokens"));
        environment.put("SOFTHSM2_CONF", Files.writeString(
                directory.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\n").toString());
        environment.put("PIN", "2468-correct");
        environment.put("LIBRARY", Stream.of("/usr/lib/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm")
                .map(place -> place + "/libsofthsm2.so").filter(file -> Files.exists(Path.of(file)))
                .findFirst().orElseThrow());
        var before = new Block(Path.of("before hsm.md"), 1, "");
        environment.put("SLOT", finished(before, "softhsm2-util --init-token --free --label documented --pin \"$PIN\" "
                + "--so-pin \"$PIN\" | sed -n 's/.*reassigned to slot //p'", directory));
        finished(before, """
                openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out private.pem
                openssl pkey -in private.pem -pubout -outform DER -out key.der
                softhsm2-util --import private.pem --slot "$SLOT" --label wallets --id 0a0b --pin "$PIN"
                """, directory);
    }
}
