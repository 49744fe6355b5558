package io.countersign.app;

import io.countersign.app.passkey.PasskeyDemo;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Runs the passkey page until it is stopped. */
@Command(name = "passkey-demo", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Runs a page on which you create a wallet with a passkey, against a sandbox in this process,",
            "until it is stopped (Ctrl-C). Only this machine can open it.",
            "It prints one line: open http://localhost:PORT"},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:stopped", "2:wrong usage or input"})
final class PasskeyDemoCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--port", paramLabel = "N", defaultValue = "0",
            description = "Port to listen on; any free one by default.")
    private int port;

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            return Countersign.report(spec.commandLine(), Problem.wrongInput("--port must be between 0 and 65535"));
        }
        try (PasskeyDemo demo = PasskeyDemo.start(port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "passkey-demo-stop"));
            spec.commandLine().getOut().println("open " + demo.url());
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
        } catch (IOException occupied) {
            return Countersign.report(spec.commandLine(), Problem.wrongInput(
                    "--port: cannot listen on " + port + "; choose another, or 0 for any"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
