package io.countersign.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** The reference application: shows the library at work, and is of use on a command line. */
@Command(name = "countersign", description = "Proves to the Dfns API that a user meant exactly this call.",
        mixinStandardHelpOptions = true, version = "countersign 0.1.0",
        synopsisSubcommandLabel = "COMMAND", subcommands = {DemoCommand.class, SandboxCommand.class, CallCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused by the API", "2:wrong usage or input", "3:the API cannot be reached"})
public final class Countersign implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Libraries in here announce themselves through JBoss Logging; on a command line that is noise.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        int exitCode = commandLine()
                .setOut(utf8(FileDescriptor.out))
                .setErr(utf8(FileDescriptor.err))
                .execute(arguments);
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Countersign())
                .setExpandAtFiles(false) // @FILE is a value of --body, not a file of arguments
                .setParameterExceptionHandler(Countersign::reportWrongUsage)
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    report(command, "an unexpected " + thrown.getClass().getName()
                            + "; this is a defect of the command, please report it");
                    return Problem.WRONG_INPUT;
                });
    }

    /** One line instead of the whole usage: it is one option away. */
    private static int reportWrongUsage(ParameterException thrown, String[] arguments) {
        CommandLine command = thrown.getCommandLine();
        String message = thrown.getMessage().lines().findFirst().orElse("wrong usage");
        report(command, message + ". See: " + command.getCommandSpec().qualifiedName() + " --help");
        return Problem.WRONG_INPUT;
    }

    static int report(CommandLine command, Problem problem) {
        report(command, problem.message());
        return problem.exitCode();
    }

    private static void report(CommandLine command, String message) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
        command.getErr().flush();
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing required command: demo, sandbox or call");
    }

    /** UTF-8 whatever the locale says: JSON is. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
