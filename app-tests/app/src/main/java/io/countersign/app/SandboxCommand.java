package io.countersign.app;

import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.SandboxConfiguration;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Runs the sandbox until it is stopped. */
@Command(name = "sandbox", mixinStandardHelpOptions = true, sortOptions = false,
        modelTransformer = FaultOptions.Listed.class,
        description = {"Runs a strict stand-in for the API on this machine until it is stopped (Ctrl-C).",
            "It prints one line: listening on http://127.0.0.1:PORT"},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:stopped", "2:wrong usage or input"})
final class SandboxCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--port", paramLabel = "N", defaultValue = "0",
            description = "Port to listen on; any free one by default.")
    private int port;

    @CommandLine.Option(names = "--describe", paramLabel = "FILE",
            description = "Writes base URL, organisation, bearer token and private keys of the service account "
                    + "there, as JSON, readable by the owner only.")
    private @Nullable String describe;

    @CommandLine.Option(names = "--register", paramLabel = "FILE",
            description = "Registers the public key in that PEM or DER (openssl pkey -in KEY -pubout) as one more Key "
                    + "credential of the service account; --describe lists it. May be given several times.")
    private String[] register = {};

    @CommandLine.Mixin
    private BrowserOptions browsers;

    @CommandLine.Mixin
    private FaultOptions faults;

    @Override
    public Integer call() {
        return started().fold(
                problem -> Countersign.report(spec.commandLine(), problem),
                this::runUntilStopped);
    }

    private Either<Problem, Sandbox> started() {
        if (port < 0 || port > 65_535) {
            return Either.left(Problem.wrongInput("--port must be between 0 and 65535"));
        }
        var listening = faults.applyTo(Sandbox.configure().port(port))
                .flatMap(browsers::applyTo).flatMap(this::listening);
        return listening.flatMap(sandbox -> List.of(register)
                .foldLeft(Either.<Problem, Sandbox>right(sandbox),
                        (soFar, file) -> soFar.flatMap(to -> registered(to, file)))
                .peekLeft(problem -> sandbox.close()));
    }

    private Either<Problem, Sandbox> listening(SandboxConfiguration configuration) {
        try {
            return Either.right(configuration.start());
        } catch (IllegalStateException occupied) {
            return Either.left(Problem.wrongInput(
                    "--port: cannot listen on " + port + "; choose another, or 0 for any"));
        }
    }

    private static Either<Problem, Sandbox> registered(Sandbox sandbox, String file) {
        GivenFile given = new GivenFile("--register", file);
        return given.pem("PUBLIC KEY").flatMap(pem -> {
            try {
                sandbox.register(sandbox.serviceAccount(), new String(pem), file);
                return Either.right(sandbox);
            } catch (IllegalArgumentException unusable) {
                return Either.left(given.unusable("it holds " + unusable.getMessage()));
            }
        });
    }

    private int runUntilStopped(Sandbox sandbox) {
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
        try (sandbox) {
            return described(sandbox).fold(
                    problem -> Countersign.report(spec.commandLine(), problem),
                    this::listenUntilStopped);
        }
    }

    private Either<Problem, Sandbox> described(Sandbox sandbox) {
        return describe == null
                ? Either.right(sandbox)
                : new OwnerOnlyFile("--describe", describe).replaceBy(sandbox.describe()).map(file -> sandbox);
    }

    private int listenUntilStopped(Sandbox sandbox) {
        if (faults.areGiven()) {
            Countersign.report(spec.commandLine(),
                    "exchanges will go wrong; --fault-seed " + sandbox.faultSeed() + " repeats it");
        }
        spec.commandLine().getOut().println("listening on " + sandbox.baseUrl());
        spec.commandLine().getOut().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
