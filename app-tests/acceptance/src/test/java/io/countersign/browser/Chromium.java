package io.countersign.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Chromium without a window, driven over the DevTools protocol. It has a profile of its own, and reaches this machine
 * alone.
 */
final class Chromium implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Root needs --no-sandbox. Whatever would ask the network for something is off, and no other host is found. */
    private static final List<String> OPTIONS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
            "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
            "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
            "--disable-extensions", "--disable-sync", "--disable-domain-reliability",
            "--disable-client-side-phishing-detection", "--metrics-recording-only",
            "--no-pings", "--no-proxy-server", "--password-store=basic", "--mute-audio",
            "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            "--remote-debugging-port=0");

    private final Process process;
    private final Path profile;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<CompletableFuture<String>> awaitedWindows = new ArrayList<>();
    private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
    private final WebSocket socket;

    private Chromium(Process process, Path profile, URI devTools) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(devTools, new Listener()).join();
        send("Target.setDiscoverTargets", "", JSON.createObjectNode().put("discover", true));
    }

    /**
     * Starts the browser.
     *
     * @param directory where its profile and its log are kept
     * @throws AssertionError if there is no Chromium on this machine
     */
    static Chromium start(Path directory) throws IOException, InterruptedException {
        Path profile = Files.createDirectories(directory.resolve("profile"));
        List<String> command = new ArrayList<>();
        command.add(program(System.getenv("PATH")));
        command.addAll(OPTIONS);
        command.addAll(List.of("--user-data-dir=" + profile, "about:blank"));
        Path log = directory.resolve("chromium.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD).redirectError(log.toFile());
        builder.environment().put("HOME", directory.toString());
        Process process = builder.start();
        try {
            return new Chromium(process, profile, devToolsOf(process, profile, log));
        } catch (RuntimeException | Error failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    static String program(String searchPath) {
        return Stream.of(searchPath.split(":")).map(Path::of)
                .flatMap(directory -> NAMES.stream().map(directory::resolve))
                .filter(Files::isExecutable).findFirst().map(Path::toString)
                .orElseThrow(() -> new AssertionError(
                        "there is no Chromium on this machine; install it: apt-get install -y chromium"));
    }

    /** Reads the address that Chromium writes down when it is ready. */
    private static URI devToolsOf(Process process, Path profile, Path log) throws IOException, InterruptedException {
        Path written = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<String> lines = Files.exists(written) ? Files.readAllLines(written) : List.of();
            if (lines.size() >= 2) {
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("Chromium does not start: " + Files.readString(log));
    }

    /** Opens a page and waits until it is loaded. */
    Tab open(URI url) {
        String target = send("Target.createTarget", "", JSON.createObjectNode().put("url", "about:blank"))
                .get("targetId").asText();
        Tab tab = attach(target);
        tab.go(url);
        return tab;
    }

    /** Returns the next window that a page opens. */
    CompletableFuture<Tab> nextWindow() {
        CompletableFuture<String> window = new CompletableFuture<>();
        synchronized (awaitedWindows) {
            awaitedWindows.add(window);
        }
        return window.thenApplyAsync(this::attach, task -> new Thread(task).start());
    }

    private Tab attach(String target) {
        return new Tab(this, target, send("Target.attachToTarget", "", JSON.createObjectNode()
                .put("targetId", target).put("flatten", true)).get("sessionId").asText());
    }

    /** Sends a command to a session, or to the browser if the session is empty, and returns the result. */
    JsonNode send(String method, String session, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        JsonNode result = within(PATIENCE, method, answer);
        if (result.has("error")) {
            throw new AssertionError(method + ": " + result.get("error"));
        }
        return result.path("result");
    }

    /** Returns the parameters of a session's events of one kind so far. */
    List<JsonNode> events(String session, String method) {
        return events.stream().filter(event -> event.path("method").asText().equals(method)
                        && event.path("sessionId").asText().equals(session))
                .map(event -> event.get("params")).toList();
    }

    static <T> T within(Duration patience, String what, CompletableFuture<T> answer) {
        try {
            return answer.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException failed) {
            throw new AssertionError("no answer to " + what, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + what, interrupted);
        }
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    received(JSON.readTree(text.toString()));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                } finally {
                    text.setLength(0);
                }
            }
            webSocket.request(1);
            return null;
        }

        private void received(JsonNode message) {
            if (message.has("id")) {
                answers.remove(message.get("id").asInt()).complete(message);
                return;
            }
            events.add(message);
            if (message.path("method").asText().equals("Target.targetCreated")
                    && message.at("/params/targetInfo").has("openerId")) {
                synchronized (awaitedWindows) {
                    if (!awaitedWindows.isEmpty()) {
                        awaitedWindows.remove(0)
                                .completeAsync(() -> message.at("/params/targetInfo/targetId").asText());
                    }
                }
            }
        }
    }
}
