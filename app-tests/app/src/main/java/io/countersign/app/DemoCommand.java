package io.countersign.app;

import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.Sandbox;
import io.vavr.collection.Seq;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.util.concurrent.Callable;
import java.util.function.Function;

/** Runs the flow against a sandbox of its own, then shows what is refused. */
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = {"Walks the whole flow for every kind of credential and every key algorithm, against a sandbox",
            "in this process, then shows what is refused."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went as it should", "1:something went otherwise", "2:wrong usage"})
final class DemoCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Narration narration = new Narration(spec.commandLine().getOut());
        Seq<String> mishaps = mishapsOf(Sandbox.start(), narration, DemoWalk::everyKind)
                .appendAll(mishapsOf(Sandbox.configure().requiringSecondFactor(CredentialKind.KEY).start(), narration,
                        DemoWalk::twoFactors))
                .appendAll(mishapsOf(Sandbox.start(), narration, DemoWalk::everyRefusal));
        narration.line("");
        if (mishaps.isEmpty()) {
            narration.line("All went as it should: every kind of credential proved a call, alone or as one of two"
                    + " factors, and every attempt to cheat was refused.");
            return 0;
        }
        return Countersign.report(spec.commandLine(),
                new Problem(Problem.REFUSED, "not as it should be: " + mishaps.mkString("; ")));
    }

    private static Seq<String> mishapsOf(Sandbox sandbox, Narration narration, Function<DemoWalk, Seq<String>> walk) {
        try (sandbox; DemoWalk walker = DemoWalk.through(sandbox, narration)) {
            return walk.apply(walker);
        }
    }
}
