package io.countersign.app;

import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.vavr.collection.List;
import io.vavr.control.Either;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** Creates keys for registration. */
@Command(name = "keys", mixinStandardHelpOptions = true,
        description = "Makes keys to be registered with the API.",
        synopsisSubcommandLabel = "COMMAND", subcommands = {KeysCommand.Generate.class, KeysCommand.Encrypt.class})
final class KeysCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing required command: generate or encrypt");
    }

    private static int printed(CommandLine command, Either<Problem, String> text, String remedy) {
        return text.fold(
                problem -> Countersign.report(command, problem),
                output -> {
                    command.getOut().print(output);
                    command.getOut().flush();
                    return command.getOut().checkError()
                            ? Countersign.report(command,
                                    Problem.wrongInput("standard output cannot be written" + remedy))
                            : 0;
                });
    }

    /** Generates a key pair: the private key into a file, the public key to standard output. */
    @Command(name = "generate", mixinStandardHelpOptions = true, sortOptions = false,
            description = {"Generates a key pair.",
                "The private key goes into a file of its owner's; the public key, to be registered, "
                        + "to standard output."},
            exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done", "2:wrong usage or input"})
    static final class Generate implements Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @CommandLine.Option(names = "--algorithm", required = true, paramLabel = "NAME",
                description = "ES256 (P-256), ES256K (secp256k1), EdDSA (Ed25519) or RS256 (RSA, 3072 bits).")
        private String algorithm;

        @CommandLine.Option(names = "--key-file", required = true, paramLabel = "FILE",
                description = "Where the private key goes, as PKCS#8 PEM. A file that exists is not overwritten.")
        private String keyFile;

        @Override
        public Integer call() {
            return printed(spec.commandLine(), scheme().flatMap(this::generated), new GivenFile("--key-file", keyFile)
                    .named("; have the public key again with \"openssl pkey -in KEY_FILE -pubout\"", "KEY_FILE"));
        }

        private Either<Problem, SignatureScheme> scheme() {
            return List.of(SignatureScheme.values())
                    .find(scheme -> scheme.joseName().equalsIgnoreCase(algorithm))
                    .toEither(() -> Problem.wrongInput("--algorithm must be one of "
                            + List.of(SignatureScheme.values()).map(SignatureScheme::joseName).mkString(", ")));
        }

        private Either<Problem, String> generated(SignatureScheme scheme) {
            return NewKeyPair.generate(scheme)
                    .mapLeft(refusal -> Problem.wrongInput("--algorithm: " + refusal.message()))
                    .flatMap(this::stored);
        }

        private Either<Problem, String> stored(NewKeyPair pair) {
            char[] privateKey = pair.privateKeyPem();
            try (pair) {
                return new OwnerOnlyFile("--key-file", keyFile).createWith(privateKey)
                        .map(file -> pair.publicKeyPem());
            } finally {
                Arrays.fill(privateKey, '\0');
            }
        }
    }

    /** Encrypts a private key for registration as a PasswordProtectedKey. */
    @Command(name = "encrypt", mixinStandardHelpOptions = true, sortOptions = false,
            description = {"Encrypts a private key for registration as a PasswordProtectedKey.",
                "The encryptedPrivateKey goes to standard output."},
            exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done", "2:wrong usage or input"})
    static final class Encrypt implements Callable<Integer> {

        /** The form of the encrypted key. */
        enum Form {
            webcrypto, pkcs8, scrypt;

            private KeyEncryption encryption() {
                return switch (this) {
                    case webcrypto -> KeyEncryption.authenticated();
                    case pkcs8 -> KeyEncryption.pkcs8();
                    case scrypt -> KeyEncryption.pkcs8Scrypt();
                };
            }
        }

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @CommandLine.Option(names = "--key-file", required = true, paramLabel = "FILE",
                description = "The private key, as PEM or DER, not encrypted.")
        private String keyFile;

        @CommandLine.Option(names = "--password-file", required = true, paramLabel = "FILE",
                description = "The password that is to open it; a line end behind it does not count.")
        private String passwordFile;

        @CommandLine.Option(names = "--form", paramLabel = "FORM", defaultValue = "webcrypto",
                description = "webcrypto (the default): AES-GCM, which nobody can alter unnoticed; browsers open it. "
                        + "pkcs8 (PBKDF2) or scrypt, which openssl opens: AES-CBC, so those who sign need the public "
                        + "key as well (--public-key-file).")
        private Form form;

        @Override
        public Integer call() {
            return printed(spec.commandLine(), new GivenFile("--password-file", passwordFile).password()
                    .flatMap(this::encryptedUnder), "");
        }

        private Either<Problem, String> encryptedUnder(char[] password) {
            try {
                GivenFile file = new GivenFile("--key-file", keyFile);
                return file.pem("PRIVATE KEY").flatMap(pem -> encrypted(file, pem, password));
            } finally {
                Arrays.fill(password, '\0');
            }
        }

        private Either<Problem, String> encrypted(GivenFile file, char[] pem, char[] password) {
            try {
                return form.encryption().encrypt(pem, password)
                        .map(EncryptedPrivateKey::value)
                        .mapLeft(refusal -> file.unusable(refusal.message()));
            } finally {
                Arrays.fill(pem, '\0');
            }
        }
    }
}
