package io.countersign.app;

import io.countersign.sandbox.SandboxConfiguration;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The options of a sandbox for browsers and passkeys. */
final class BrowserOptions {

    @CommandLine.Option(names = "--origin", paramLabel = "URL",
            description = "Lets pages of that origin, such as http://localhost:3000, call the sandbox from a browser "
                    + "(CORS) and sign with passkeys there; refuses all other origins. May be given several times.")
    private String[] origins = {};

    @CommandLine.Option(names = "--rp-id", paramLabel = "DOMAIN",
            description = "The relying party that passkeys belong to: the domain of the pages, or one above it. "
                    + "By default the domain of the first --origin, or localhost.")
    private @Nullable String rpId;

    @CommandLine.Option(names = "--passkeys", paramLabel = "N", defaultValue = "1",
            description = "How many passkeys each user has: 1 to 100, in turn for ES256, EdDSA and RS256. --describe "
                    + "lists those of the service account with their private keys, for clients without a browser. "
                    + "1 by default. Pages register more at POST /auth/credentials.")
    private int passkeys;

    /** Returns the configuration with those options. */
    Either<Problem, SandboxConfiguration> applyTo(SandboxConfiguration sandbox) {
        return withOrigins(sandbox).flatMap(this::withRelyingParty).flatMap(this::withPasskeys);
    }

    private Either<Problem, SandboxConfiguration> withPasskeys(SandboxConfiguration sandbox) {
        try {
            return Either.right(sandbox.passkeys(passkeys));
        } catch (IllegalArgumentException outOfRange) {
            return Either.left(Problem.wrongInput("--passkeys: " + outOfRange.getMessage()));
        }
    }

    private Either<Problem, SandboxConfiguration> withOrigins(SandboxConfiguration sandbox) {
        try {
            return Either.right(origins.length == 0 ? sandbox : sandbox.allowedOrigins(origins).origins(origins));
        } catch (IllegalArgumentException noOrigin) {
            return Either.left(Problem.wrongInput("--origin: " + noOrigin.getMessage()));
        }
    }

    private Either<Problem, SandboxConfiguration> withRelyingParty(SandboxConfiguration sandbox) {
        try {
            return Either.right(Option.of(rpId).orElse(this::domainOfFirstOrigin).map(sandbox::rpId)
                    .getOrElse(sandbox));
        } catch (IllegalArgumentException noDomain) {
            return Either.left(Problem.wrongInput("--rp-id: " + noDomain.getMessage()));
        }
    }

    private Option<String> domainOfFirstOrigin() {
        return Option.when(origins.length > 0,
                () -> origins[0].replaceFirst("^[^:]*://", "").replaceFirst(":\\d+$", ""));
    }
}
