package io.countersign.app;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The options that say how to reach the API. */
final class ConnectionOptions {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:/@\\s]+):([0-9]{1,5})");

    private static final Pattern NUMBERED = Pattern.compile("(.*)\\[([0-9]{1,4})]");
    private static final String CERTIFICATE_FILE = "CERTIFICATE_FILE";
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN ((?:[A-Z0-9]+ )*CERTIFICATE|PKCS7)-----[^-]*-----END \\1-----");

    @CommandLine.Option(names = "--base-url", required = true, paramLabel = "URL",
            description = "Where the API is: https, or http on a loopback address.")
    private String baseUrl;

    @CommandLine.Option(names = "--timeout", paramLabel = "TIME", defaultValue = "30s",
            description = "How long each exchange with the API may take: 30s (default), 500ms, 2m.")
    private String timeout;

    @CommandLine.Option(names = "--ca-file", paramLabel = "FILE",
            description = "Trust these certificates (PEM, DER or PKCS#7) instead of those that Java trusts.")
    private @Nullable String caFile;

    @CommandLine.Option(names = "--client-cert", paramLabel = "FILE",
            description = "Show this certificate if the API asks for one (mutual TLS); with its chain, and its private "
                    + "key if --client-key does not name it. PEM, DER or PKCS#12.")
    private @Nullable String clientCert;

    @CommandLine.Option(names = "--client-key", paramLabel = "FILE",
            description = "The private key to --client-cert, as PEM or DER, not encrypted.")
    private @Nullable String clientKey;

    @CommandLine.Option(names = "--client-key-password-file", paramLabel = "FILE",
            description = "File with the password of a --client-cert in PKCS#12.")
    private @Nullable String clientKeyPasswordFile;

    @CommandLine.Option(names = "--proxy", paramLabel = "HOST:PORT",
            description = "Reach the API by way of this HTTP proxy.")
    private @Nullable String proxy;

    @CommandLine.Option(names = "--proxy-user", paramLabel = "NAME", description = "Who we are to the proxy.")
    private @Nullable String proxyUser;

    @CommandLine.Option(names = "--proxy-password-file", paramLabel = "FILE",
            description = "File with that user's password.")
    private @Nullable String proxyPasswordFile;

    /** Returns the settings that the options name, with the given bearer token, or what is wrong with them. */
    Either<Problem, ConnectionSettings> settings(Supplier<String> bearerToken) {
        return GivenTime.of("--timeout", timeout)
                .map(limit -> ConnectionSettings.builder(baseUrl, bearerToken).callTimeout(limit))
                .flatMap(this::secured)
                .flatMap(this::proxied)
                .flatMap(builder -> builder.build().toEither().mapLeft(this::withFileNames));
    }

    private Either<Problem, ConnectionSettings.Builder> secured(ConnectionSettings.Builder builder) {
        if (clientCert == null && (clientKey != null || clientKeyPasswordFile != null)) {
            return Either.left(Problem.wrongInput((clientKey != null ? "--client-key" : "--client-key-password-file")
                    + " goes with --client-cert; give both"));
        } else if (caFile == null && clientCert == null) {
            return Either.right(builder);
        }
        return Either.<Problem, TlsSettings.Builder>right(TlsSettings.builder())
                .flatMap(tls -> caFile == null
                        ? Either.right(tls)
                        : new GivenFile("--ca-file", caFile).bytes().map(tls::trustedCertificates))
                .flatMap(tls -> clientCert == null ? Either.right(tls) : identified(tls, clientCert))
                .map(builder::tls);
    }

    private Either<Problem, TlsSettings.Builder> identified(TlsSettings.Builder tls, String certificateFile) {
        GivenFile file = new GivenFile("--client-cert", certificateFile);
        return file.bytes().flatMap(content -> {
            if (!ClientKeyStore.isIn(content)) {
                return inPem(tls, file, content);
            }
            return clientKey == null
                    ? new ClientKeyStore(file, Option.of(clientKeyPasswordFile)
                            .map(password -> new GivenFile("--client-key-password-file", password)))
                            .addTo(tls, content)
                    : Either.left(file.unusable("this PKCS#12 holds the key; leave out --client-key"));
        });
    }

    private Either<Problem, TlsSettings.Builder> inPem(
            TlsSettings.Builder tls, GivenFile file, byte[] content) {
        if (clientKeyPasswordFile != null) {
            return Either.left(Problem.wrongInput(
                    "--client-key-password-file goes with a --client-cert in PKCS#12; give that, or leave it out"));
        }
        return file.pem("CERTIFICATE", content).flatMap(certificate -> {
            try {
                return clientKey == null
                        ? Either.right(tls.clientCertificate(certificatesIn(certificate), certificate))
                        : new GivenFile("--client-key", clientKey).pem("PRIVATE KEY")
                                .map(key -> identified(tls, certificatesIn(certificate), key));
            } finally {
                Arrays.fill(certificate, '\0');
            }
        });
    }

    private static TlsSettings.Builder identified(TlsSettings.Builder tls, String certificates, char[] key) {
        try {
            return tls.clientCertificate(certificates, key);
        } finally {
            Arrays.fill(key, '\0');
        }
    }

    /**
     * Extracts the certificates, since only they may become a string, which cannot be wiped: a private key may be
     * beside them.
     */
    private static String certificatesIn(char[] pem) {
        return CERTIFICATE.matcher(CharBuffer.wrap(pem)).results().map(MatchResult::group)
                .collect(Collectors.joining("\n"));
    }

    private Either<Problem, ConnectionSettings.Builder> proxied(ConnectionSettings.Builder builder) {
        if (proxy == null) {
            return proxyUser == null && proxyPasswordFile == null
                    ? Either.right(builder)
                    : Either.left(
                            Problem.wrongInput("--proxy-user and --proxy-password-file go with --proxy; give it"));
        } else if ((proxyUser == null) != (proxyPasswordFile == null)) {
            return Either.left(Problem.wrongInput("--proxy-user and --proxy-password-file go together; give both"));
        }
        Matcher parts = HOST_AND_PORT.matcher(proxy);
        if (!parts.matches()) {
            return Either.left(Problem.wrongInput(
                    "--proxy must be HOST:PORT, such as proxy.example.com:3128; "
                    + "user and password have their own options"));
        }
        String host = parts.group(1);
        int port = Integer.parseInt(parts.group(2));
        return Option.of(proxyPasswordFile)
                .map(file -> new GivenFile("--proxy-password-file", file).password().map(String::new)
                        .map(password -> builder.proxy(host, port, proxyUser, () -> password)))
                .getOrElse(() -> Either.right(builder.proxy(host, port)));
    }

    private Problem withFileNames(Seq<Violation> violations) {
        return Problem.wrongInput(violations.map(violation ->
                new Violation(violation.field(), withFileNames(violation))));
    }

    /** Returns a message whose commands name the files of the options. */
    private String withFileNames(Violation violation) {
        Option<String> certificate = Option.of(nameOf(violation).startsWith("--ca-file") ? caFile : clientCert);
        String message = violation.message();
        if (message.contains(CERTIFICATE_FILE + " -out KEY_FILE.p12")) {
            message += ", and give that as --client-cert, with --client-key-password-file";
        }
        for (String file : Option.of(clientKey).orElse(certificate)) {
            message = new GivenFile("--client-key", file).named(message, "KEY_FILE");
        }
        for (String file : certificate) {
            message = new GivenFile("--client-cert", file).named(message, CERTIFICATE_FILE);
        }
        return message;
    }

    /** Returns the name of the option that a violation is about, with the number of the certificate in its file. */
    static String nameOf(Violation violation) {
        Matcher numbered = NUMBERED.matcher(violation.field());
        return numbered.matches()
                ? optionOf(numbered.group(1)) + " (certificate " + (Integer.parseInt(numbered.group(2)) + 1) + ")"
                : optionOf(violation.field());
    }

    private static String optionOf(String field) {
        return switch (field) {
            case "baseUrl" -> "--base-url";
            case "callTimeout" -> "--timeout";
            case "tls" -> "--ca-file or --client-cert";
            case "tls.trustedCertificates" -> "--ca-file";
            case "tls.clientCertificate" -> "--client-cert";
            case "tls.clientKey" -> "--client-key";
            case "proxy", "proxy.host", "proxy.port" -> "--proxy";
            case "proxy.user" -> "--proxy-user";
            case "proxy.password" -> "--proxy-password-file";
            default -> field;
        };
    }
}
