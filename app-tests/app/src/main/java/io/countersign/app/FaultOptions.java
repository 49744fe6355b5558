package io.countersign.app;

import io.countersign.sandbox.SandboxConfiguration;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.Faults;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.time.Duration;
import java.util.function.Predicate;

/** The options for faults of a sandbox. */
final class FaultOptions {

    @CommandLine.Option(names = "--fault", paramLabel = "KIND[=TIME][@EXCHANGE]:PROBABILITY",
            description = "Lets that share of all exchanges go wrong, or of one alone: challenge, redemption or call. "
                    + "TIME is in ms, s or m. Several may be given, with commas or one by one: "
                    + "429:0.2,reset:0.05,slow=2s@call:0.1")
    private @Nullable String @Nullable [] fault;

    @CommandLine.Option(names = "--fault-seed", paramLabel = "N",
            description = "Lets the same exchanges go wrong as in the run that named this number.")
    private @Nullable Long seed;

    boolean areGiven() {
        return fault != null;
    }

    /** Returns the configuration with those faults. */
    Either<Problem, SandboxConfiguration> applyTo(SandboxConfiguration sandbox) {
        if (fault == null) {
            return seed == null
                    ? Either.right(sandbox)
                    : Either.left(Problem.wrongInput("--fault-seed does nothing without --fault"));
        }
        return Faults.of(String.join(",", fault)).toEither()
                .mapLeft(violations -> Problem.wrongInput("--fault: "
                        + violations.map(violation -> violation.field() + " " + violation.message()).mkString("; ")
                        + "; kinds are " + labels()))
                .map(faults -> seed == null ? sandbox.faults(faults) : sandbox.faults(faults).faultSeed(seed));
    }

    private static String labels() {
        return List.of(FaultKind.values()).map(FaultKind::label).mkString(", ");
    }

    /** Lists the kinds of faults at the end of a command's help. */
    static final class Listed implements CommandLine.IModelTransformer {

        @Override
        public CommandSpec transform(CommandSpec command) {
            command.usageMessage().footer(lines().toJavaArray(String[]::new));
            return command;
        }

        private static List<String> lines() {
            return List.of("", "Faults that strike before anything is done:")
                    .appendAll(lines(kind -> !kind.isCarriedOut()))
                    .appendAll(List.of("Faults that strike after everything is done, a call carried out:"))
                    .appendAll(lines(FaultKind::isCarriedOut));
        }

        private static List<String> lines(Predicate<FaultKind> which) {
            return List.of(FaultKind.values()).filter(which).map(kind -> String.format("  %-12s %s%s",
                    kind.label(), kind.description(), kind.defaultTime().map(Listed::unlessGiven).getOrElse("")));
        }

        private static String unlessGiven(Duration time) {
            return " (" + (time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms") + ")";
        }
    }
}
