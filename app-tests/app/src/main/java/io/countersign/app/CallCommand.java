package io.countersign.app;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.resilience.RetryPolicy;
import io.countersign.adapters.http.resilience.Retrying;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.UnsignedEndpoints;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionListener;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Makes one proven call. */
@Command(name = "call", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Proves one call and makes it, against any Dfns-compatible API.",
            "The answer's body goes to standard output, everything else to standard error.",
            "GET, and calls to endpoints that take no user action (logins, quotes and the like), are sent once without "
                + "proof, with the bearer token if there is one. GET needs it.",
            "Control and invisible characters of the body are printed as \\\\u escapes; JSON stays the same JSON."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the API answered 2xx", "1:refused; the call was not made", "2:wrong usage or input",
            "3:not known, or no answer; the message says whether the call may have been made"})
final class CallCommand implements Callable<Integer> {

    private static final String TOKEN_VARIABLE = "COUNTERSIGN_TOKEN";
    private static final UnsignedEndpoints UNSIGNED = UnsignedEndpoints.ofTheApi();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private ConnectionOptions connection;

    @CommandLine.Option(names = "--token-file", paramLabel = "FILE",
            description = "File with the bearer token; without it, the environment variable "
                    + TOKEN_VARIABLE + " counts.")
    private @Nullable String tokenFile;

    @CommandLine.Option(names = "--credential-id", paramLabel = "ID", parameterConsumer = IdParameter.class,
            description = "The credential that signs.")
    private @Nullable String credentialId;

    @CommandLine.Option(names = "--key-file", paramLabel = "FILE",
            description = "For a Key: its private key, in PKCS#8, SEC1 or PKCS#1, as PEM or DER, not encrypted.")
    private @Nullable String keyFile;

    @CommandLine.Option(names = "--password-file", paramLabel = "FILE",
            description = "For a PasswordProtectedKey: its password. The key itself comes with the challenge.")
    private @Nullable String passwordFile;

    @CommandLine.Option(names = "--public-key-file", paramLabel = "FILE",
            description = "With --password-file: the registered public key. The key in the challenge must be its own. "
                    + "Required for a key encrypted as PKCS#8, recommended for all.")
    private @Nullable String publicKeyFile;

    @CommandLine.Option(names = "--second-credential-id", paramLabel = "ID", parameterConsumer = IdParameter.class,
            description = "The credential that signs as a second factor, where one is due.")
    private @Nullable String secondCredentialId;

    @CommandLine.Option(names = "--second-key-file", paramLabel = "FILE", description = "For a Key: its private key.")
    private @Nullable String secondKeyFile;

    @CommandLine.Option(names = "--second-password-file", paramLabel = "FILE",
            description = "For a PasswordProtectedKey: its password.")
    private @Nullable String secondPasswordFile;

    @CommandLine.Option(names = "--second-public-key-file", paramLabel = "FILE",
            description = "With --second-password-file: the registered public key.")
    private @Nullable String secondPublicKeyFile;

    @CommandLine.Option(names = "--body", paramLabel = "TEXT|@FILE",
            description = "The exact body, or the file that holds it. None by default.")
    private String body = "";

    @CommandLine.Option(names = "--retries", paramLabel = "N", defaultValue = "0",
            description =
                    "How often to start over, from asking for a challenge, where that can help and cannot make the "
                    + "call twice. 0 by default.")
    private int retries;

    @CommandLine.Option(names = "--idempotent",
            description =
                    "Vouches that making this call twice does what making it once does (it carries an externalId, "
                    + "say), so that --retries may make it again after an answer that never came.")
    private boolean idempotent;

    @CommandLine.Option(names = "--correlation-id", paramLabel = "ID", parameterConsumer = IdParameter.class,
            description = "Your own name for this call; messages end with it. It is not sent.")
    private @Nullable String correlationId;

    @CommandLine.Option(names = {"-v", "--verbose"}, description = "Writes a line for each step to standard error.")
    private boolean verbose;

    @Parameters(index = "0", paramLabel = "METHOD", description = "POST, PUT, PATCH, DELETE or GET.")
    private String method;

    @Parameters(index = "1", paramLabel = "PATH", description = "Such as /wallets, with a query if there is one.")
    private String path;

    @Override
    public Integer call() {
        return action()
                .flatMap(action -> token(action)
                        .flatMap(token -> connection.settings(() -> token))
                        .flatMap(settings -> answer(settings, action)))
                .fold(problem -> Countersign.report(spec.commandLine(), problem), this::print);
    }

    private Either<Problem, ApiAnswer> answer(ConnectionSettings settings, UserAction action) {
        try (ApiConnection opened = ApiConnection.open(settings)) {
            if (!action.method().isMutating()) {
                return HttpActionExecutor.over(opened).read(action.path()).mapLeft(Problem::of);
            }
            return isUnsigned(action)
                    ? performUnsigned(opened, action)
                    : retrying().flatMap(retrying -> signAndPerform(opened, retrying, action));
        }
    }

    private static boolean isUnsigned(UserAction action) {
        return UNSIGNED.include(action.method(), action.path());
    }

    private Either<Problem, ApiAnswer> performUnsigned(ApiConnection opened, UserAction action) {
        if (verbose) {
            note("sending the call without proof, since its endpoint takes no user action");
        }
        return HttpActionExecutor.over(opened).executeUnsigned(action, UNSIGNED)
                .mapLeft(UserActionFailure::apiFailed)
                .fold(this::answerBehind, Either::right);
    }

    private Either<Problem, Retrying> retrying() {
        UserActionListener listener = listener();
        return RetryPolicy.builder(retries + 1).build().toEither()
                .mapLeft(violations -> Problem.wrongInput("--retries must be between 0 and 99"))
                .map(policy -> Retrying.by(policy).withListener(listener));
    }

    private UserActionListener listener() {
        return verbose ? new NarratedSteps(this::note) : UserActionListener.none();
    }

    private Either<Problem, ApiAnswer> signAndPerform(ApiConnection opened, Retrying retrying, UserAction action) {
        FactorOptions first = new FactorOptions(
                "--", Option.of(credentialId), Option.of(keyFile), Option.of(passwordFile), Option.of(publicKeyFile));
        FactorOptions second = new FactorOptions(
                "--second-", Option.of(secondCredentialId), Option.of(secondKeyFile), Option.of(secondPasswordFile),
                Option.of(secondPublicKeyFile));
        return first.open().flatMap(one -> {
            try (one) {
                return second.areAbsent()
                        ? perform(opened, retrying, action, one.signer())
                        : second.open().flatMap(other -> {
                            try (other) {
                                return perform(opened, retrying, action, one.signer(), other.signer());
                            }
                        });
            }
        });
    }

    private Either<Problem, ApiAnswer> perform(
            ApiConnection opened, Retrying retrying, UserAction action, CredentialSigner... signers) {
        long begun = System.nanoTime();
        Either<UserActionFailure, ApiAnswer> outcome = retrying.decorate(UserActions
                .using(RetrofitTransport.over(opened), listener(), signers)
                .executedBy(HttpActionExecutor.over(opened)))
                .perform(action);
        outcome.forEach(answer -> note("proven and made in "
                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms"));
        return outcome.fold(this::answerBehind, Either::right);
    }

    /** Returns a call that waits for an approval (202) as an answer, with an explanation on standard error. */
    private Either<Problem, ApiAnswer> answerBehind(UserActionFailure failure) {
        if (failure.reason() instanceof Reason.ApiFailed failed
                && failed.failure() instanceof ApiFailure.PolicyPending pending) {
            note(pending.message());
            return Either.right(pending.answer());
        }
        return Either.left(Problem.of(failure));
    }

    private Either<Problem, UserAction> action() {
        return payload()
                .flatMap(text -> UserAction.of(method.toUpperCase(Locale.ROOT), path, text)
                        .toEither().mapLeft(Problem::wrongInput))
                .map(action -> idempotent ? action.markedIdempotent() : action)
                .flatMap(action -> correlationId == null
                        ? Either.right(action)
                        : CorrelationId.of(correlationId).toEither().mapLeft(Problem::wrongInput)
                                .map(action::withCorrelationId));
    }

    private Either<Problem, String> payload() {
        return body.startsWith("@")
                ? new GivenFile("--body", body.substring(1)).text()
                : Either.right(body);
    }

    /** Returns the bearer token; an empty one where there is none and none is needed, as for a login. */
    private Either<Problem, String> token(UserAction action) {
        if (tokenFile != null) {
            return new GivenFile("--token-file", tokenFile).secret().map(token -> new String(token).strip())
                    .filterOrElse(token -> !token.isEmpty(),
                            empty -> Problem.wrongInput("--token-file: " + tokenFile + " is empty"));
        }
        return Option.of(System.getenv(TOKEN_VARIABLE)).map(String::strip).filter(token -> !token.isEmpty())
                .orElse(() -> Option.when(isUnsigned(action), ""))
                .toEither(() -> Problem.wrongInput(
                        "no bearer token; give --token-file or set " + TOKEN_VARIABLE + " in the environment"));
    }

    private int print(ApiAnswer answer) {
        note("the API answered " + answer.status());
        spec.commandLine().getOut().print(VisibleText.of(answer.body()));
        spec.commandLine().getOut().flush();
        return spec.commandLine().getOut().checkError()
                ? Countersign.report(spec.commandLine(), new Problem(Problem.UNREACHABLE,
                        "the answer cannot be written to standard output; the call was made, do not repeat it blindly"))
                : 0;
    }

    private void note(String text) {
        spec.commandLine().getErr().println(VisibleText.inOneLine(text));
    }
}
