package io.countersign.app;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.Violation;
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

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

    @CommandLine.Option(names = "--base-url", required = true, paramLabel = "URL",
            description = "Where the API is: https, or http on a loopback address.")
    private String baseUrl;

    @CommandLine.Option(names = "--timeout", paramLabel = "TIME", defaultValue = "30s",
            description = "How long each exchange with the API may take: 30s (default), 500ms, 2m.")
    private String timeout;

    @CommandLine.Option(names = "--ca-file", paramLabel = "PEM",
            description = "Trust these certificates instead of those that Java trusts.")
    private @Nullable String caFile;

    @CommandLine.Option(names = "--client-cert", paramLabel = "PEM",
            description = "Show this certificate if the API asks for one (mutual TLS); with its chain, and its private "
                    + "key if --client-key does not name it.")
    private @Nullable String clientCert;

    @CommandLine.Option(names = "--client-key", paramLabel = "PEM",
            description = "The private key to --client-cert, PKCS#8, not encrypted.")
    private @Nullable String clientKey;

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
                .flatMap(builder -> builder.build().toEither().mapLeft(Problem::wrongInput));
    }

    private Either<Problem, ConnectionSettings.Builder> secured(ConnectionSettings.Builder builder) {
        if (clientKey != null && clientCert == null) {
            return Either.left(Problem.wrongInput("--client-key goes with --client-cert; give both"));
        } else if (caFile == null && clientCert == null) {
            return Either.right(builder);
        }
        return Either.<Problem, TlsSettings.Builder>right(TlsSettings.builder())
                .flatMap(tls -> caFile == null
                        ? Either.right(tls)
                        : new GivenFile("--ca-file", caFile).text().map(tls::trustedCertificates))
                .flatMap(tls -> clientCert == null ? Either.right(tls) : identified(tls, clientCert))
                .map(builder::tls);
    }

    private Either<Problem, TlsSettings.Builder> identified(TlsSettings.Builder tls, String certificateFile) {
        return new GivenFile("--client-cert", certificateFile).secret().flatMap(certificate -> {
            try {
                return clientKey == null
                        ? Either.right(tls.clientCertificate(certificatesIn(certificate), certificate))
                        : new GivenFile("--client-key", clientKey).secret()
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
                    : Either.left(Problem.wrongInput("--proxy-user and --proxy-password-file go with --proxy; give it"));
        } else if ((proxyUser == null) != (proxyPasswordFile == null)) {
            return Either.left(Problem.wrongInput("--proxy-user and --proxy-password-file go together; give both"));
        }
        Matcher parts = HOST_AND_PORT.matcher(proxy);
        if (!parts.matches()) {
            return Either.left(Problem.wrongInput(
                    "--proxy must be HOST:PORT, such as proxy.example.com:3128; user and password have their own options"));
        }
        String host = parts.group(1);
        int port = Integer.parseInt(parts.group(2));
        return Option.of(proxyPasswordFile)
                .map(file -> new GivenFile("--proxy-password-file", file).password().map(String::new)
                        .map(password -> builder.proxy(host, port, proxyUser, () -> password)))
                .getOrElse(() -> Either.right(builder.proxy(host, port)));
    }

    /** Returns the name of the option that a violation is about. */
    static String nameOf(Violation violation) {
        return switch (violation.field()) {
            case "baseUrl" -> "--base-url";
            case "callTimeout" -> "--timeout";
            case "tls" -> "--ca-file or --client-cert";
            case "tls.trustedCertificates" -> "--ca-file";
            case "tls.clientCertificate" -> "--client-cert";
            case "tls.clientKey" -> "--client-key";
            case "proxy", "proxy.host", "proxy.port" -> "--proxy";
            case "proxy.user" -> "--proxy-user";
            case "proxy.password" -> "--proxy-password-file";
            default -> violation.field();
        };
    }
}
