package io.countersign.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference application: shows how the library is wired, and is a command line. */
@Command(name = "countersign", description = "Proves to the Dfns API that a user meant exactly this call.",
        mixinStandardHelpOptions = true, versionProvider = Countersign.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, SandboxCommand.class, CallCommand.class, KeysCommand.class,
            PasskeyDemoCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused; the call was not made", "2:wrong usage or input",
            "3:not known, or no answer; the message says whether the call may have been made"})
public final class Countersign implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        // Libraries in here announce themselves through JBoss Logging; on a command line that is noise.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        CommandLine command = commandLine().setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
        System.exit(argumentsAreWhole(arguments)
                ? command.execute(arguments)
                : report(command, Problem.wrongInput("an argument has characters that this locale cannot carry;"
                        + " set LC_ALL=C.UTF-8, or give the body as @FILE")));
    }

    /**
     * Recognises arguments that Java could not decode. In a locale without UTF-8 it replaces characters by U+FFFD,
     * which must be neither signed nor sent.
     */
    private static boolean argumentsAreWhole(String[] arguments) {
        return "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))
                || Stream.of(arguments).noneMatch(argument -> argument.indexOf('\uFFFD') >= 0);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Countersign())
                .setExpandAtFiles(false) // @FILE is a value of --body, not a file of arguments
                .setParameterExceptionHandler(Countersign::reportWrongUsage)
                .setExecutionExceptionHandler((thrown, command, parsed) ->
                        report(command, command.getCommand() instanceof CallCommand
                                ? Problem.UNFORESEEN_IN_A_CALL
                                : Problem.UNFORESEEN));
    }

    /** Reports wrong usage in one line. The full usage is one option away. */
    private static int reportWrongUsage(ParameterException thrown, String[] arguments) {
        CommandLine command = thrown.getCommandLine();
        report(command, faultOf(thrown) + ". See: " + command.getCommandSpec().qualifiedName() + " --help");
        return Problem.WRONG_INPUT;
    }

    /** Repeats nothing of a wrong argument except option names, since it may be a misplaced secret. */
    private static String faultOf(ParameterException thrown) {
        if (thrown instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String options = unmatched.getUnmatched().stream()
                    .filter(argument -> argument.startsWith("--"))
                    .map(argument -> argument.replaceAll("=.*", ""))
                    .collect(Collectors.joining(", "));
            if (!options.isEmpty()) {
                return "Unknown options: " + options;
            }
            Set<String> commands = thrown.getCommandLine().getSubcommands().keySet();
            return commands.isEmpty()
                    ? "Too many arguments"
                    : "Unknown command; there are: " + String.join(", ", commands);
        }
        return thrown.getMessage().lines().findFirst().orElse("Wrong usage");
    }

    static int report(CommandLine command, Problem problem) {
        report(command, problem.message());
        return problem.exitCode();
    }

    static void report(CommandLine command, String message) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + VisibleText.inOneLine(message));
        command.getErr().flush();
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing required command: demo, sandbox, call or keys");
    }

    /** Returns a writer in UTF-8 for any locale, since JSON is UTF-8. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /** Returns the version from the build. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            Properties properties = new Properties();
            try (InputStream stream = Countersign.class.getResourceAsStream("version.properties")) {
                properties.load(stream);
            }
            return new String[] {"countersign " + properties.getProperty("version")};
        }
    }
}
