package io.countersign.app;

import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import java.util.Stack;

/**
 * Takes the argument behind an option for an id, even if it begins with a hyphen: ids of credentials may be base64url,
 * and picocli takes {@code -VL6…} for its option {@code -V}. Only the long name of another option is refused, since
 * then the id is missing.
 */
final class IdParameter implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
        String name = ((OptionSpec) option).longestName();
        if (arguments.isEmpty()) {
            throw new ParameterException(command.commandLine(),
                    "Missing required parameter for option '" + name + "' (" + option.paramLabel() + ")");
        }
        if (arguments.peek().startsWith("--") && command.optionsMap().containsKey(arguments.peek())) {
            throw new ParameterException(command.commandLine(), "Expected parameter for option '" + name
                    + "' but found '" + arguments.peek() + "'");
        }
        option.setValue(arguments.pop());
    }
}
