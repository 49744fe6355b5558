package io.countersign.app;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.Violation;
import io.countersign.sandbox.Sandbox;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * One table of what users have in their files. Every reader of keys and certificates, of both adapters, the sandbox and
 * the command line, is held to it.
 */
class KeyFilesTest {

    @TempDir
    private static Path shared;
    private static Sandbox sandbox;
    private static String authority;

    @TempDir
    private Path directory;

    /** A key with what belongs to it, all made by openssl. */
    enum Owner {
        P256("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"),
        RSA("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"),
        ED25519("genpkey -algorithm ED25519");

        private final String privateKey;
        private final String publicKey;
        private final String certificate;

        Owner(String command) {
            privateKey = OpenSsl.run(command);
            publicKey = OpenSsl.run(privateKey, "pkey -pubout");
            certificate = OpenSsl.run(privateKey, "req -x509 -new -key /dev/stdin -subj /CN=client");
        }

        /** Returns the older form, which has no version and algorithm around it. Ed25519 has none. */
        String traditional() {
            return this == ED25519 ? privateKey : OpenSsl.run(privateKey, "pkey -traditional");
        }
    }

    /** How the PEM stands in its file. */
    enum Written {
        AS_IT_IS(UnaryOperator.identity()),
        WITH_CARRIAGE_RETURNS(pem -> pem.replace("\n", "\r\n")),
        WITH_CARRIAGE_RETURNS_ALONE(pem -> pem.replace("\n", "\r")),
        INDENTED(pem -> "key: |\n" + pem.indent(4)),
        AMID_OTHER_TEXT(pem -> "Bag Attributes\n    localKeyID: 01\n" + pem + "\nthe end - not: quite\n"),
        BEHIND_A_BYTE_ORDER_MARK(pem -> "\uFEFF" + pem),
        IN_QUOTES(pem -> "\"" + pem.strip() + "\""),
        IN_AN_ASSIGNMENT(pem -> "export KEY='" + pem.strip() + "'\n"),
        ESCAPED(pem -> "KEY=\"" + pem.replace("\n", "\\n") + "\""),
        ESCAPED_TWICE(pem -> pem.replace("\n", "\\\\n")),
        ESCAPED_WITH_CARRIAGE_RETURNS(pem -> pem.replace("\n", "\\r\\n")),
        IN_JSON(pem -> "{\"key\": \"" + pem.replace("\n", "\\n").replace("/", "\\/") + "\", \"id\": \"cr-1\"}"),
        CONTINUED_BY_BACKSLASHES(pem -> pem.replace("\n", "\\\n")),
        IN_ONE_LINE(pem -> pem.replace("\n", " ")),
        WITHOUT_LINE_BREAKS(pem -> pem.replace("\n", "")),
        WITH_BLANK_LINES(pem -> pem.replace("\n", "\n\n \t\n")),
        WITH_A_HEADER(pem -> pem.replaceFirst("-----\n", "-----\nComment: made by hand\n\n")),
        WITH_A_HEADER_AND_NO_BLANK_LINE(pem -> pem.replaceFirst("-----\n", "-----\nComment: x\n")),
        IN_UTF_16_LE(UTF_16LE, pem -> "\uFEFF" + pem),
        IN_UTF_16_BE(UTF_16BE, pem -> "\uFEFF" + pem),
        /** Bytes that are no text. */
        IN_DER(pem -> null);

        private final Charset charset;
        private final UnaryOperator<String> text;

        Written(UnaryOperator<String> text) {
            this(UTF_8, text);
        }

        Written(Charset charset, UnaryOperator<String> text) {
            this.charset = charset;
            this.text = text;
        }

        boolean isText() {
            return charset == UTF_8 && this != IN_DER;
        }

        byte[] bytes(String pem) {
            return this == IN_DER
                    ? Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""))
                    : text.apply(pem).getBytes(charset);
        }
    }

    /** Reads a file of somebody, and returns the reason for refusing it, or an empty text. */
    @FunctionalInterface
    interface Reading {

        String refusal(Path file, Owner owner) throws IOException;
    }

    /** A reader, of files or of text in UTF-8 alone. */
    interface Reader {

        boolean readsText();

        Reading reading();

        default String refusal(Path file, Owner owner) throws IOException {
            return reading().refusal(file, owner);
        }
    }

    /** The readers of private keys. */
    enum KeyReader implements Reader {
        JCA_SIGNING_KEY(true, (file, owner) ->
                JcaSigningKey.fromPem(text(file)).fold(refusal -> refusal.message(), key -> "")),
        JCA_SIGNING_KEY_OF_A_FILE(false, (file, owner) ->
                JcaSigningKey.fromPemFile(file).fold(refusal -> refusal.message(), key -> "")),
        KEY_ENCRYPTION(true, (file, owner) ->
                KeyEncryption.authenticated(1000).encrypt(text(file), "password".toCharArray())
                        .fold(refusal -> refusal.message(), key -> "")),
        CLIENT_KEY(true, (file, owner) ->
                flaws(TlsSettings.builder().clientCertificate(owner.certificate, text(file)).build())),
        CALL_KEY_FILE(false, (file, owner) ->
                refusalOf("--credential-id", "cr-1", "--key-file", file.toString(), "POST", "/wallets")),
        CALL_CLIENT_KEY(false, (file, owner) ->
                refusalOf("--client-cert", certificateOf(owner), "--client-key", file.toString(), "GET", "/x"));

        private final boolean readsText;
        private final Reading reading;

        KeyReader(boolean readsText, Reading reading) {
            this.readsText = readsText;
            this.reading = reading;
        }

        @Override
        public boolean readsText() {
            return readsText;
        }

        @Override
        public Reading reading() {
            return reading;
        }
    }

    /** The readers of certificates. */
    enum CertificateReader implements Reader {
        TRUSTED_TEXT(true, (file, owner) ->
                flaws(TlsSettings.builder().trustedCertificates(new String(text(file))).build())),
        TRUSTED_FILE(false, (file, owner) ->
                flaws(TlsSettings.builder().trustedCertificates(Files.readAllBytes(file)).build())),
        CLIENT_CERTIFICATE(true, (file, owner) ->
                flaws(TlsSettings.builder()
                        .clientCertificate(new String(text(file)), owner.privateKey.toCharArray()).build())),
        CALL_CA_FILE(false, (file, owner) -> refusalOf("--ca-file", file.toString(), "GET", "/x")),
        CALL_CLIENT_CERT(false, (file, owner) ->
                refusalOf("--client-cert", file.toString(), "--client-key",
                        Files.writeString(shared.resolve(owner + ".key"), owner.privateKey).toString(), "GET", "/x"));

        private final boolean readsText;
        private final Reading reading;

        CertificateReader(boolean readsText, Reading reading) {
            this.readsText = readsText;
            this.reading = reading;
        }

        @Override
        public boolean readsText() {
            return readsText;
        }

        @Override
        public Reading reading() {
            return reading;
        }
    }

    /** The readers of public keys. */
    enum PublicKeyReader implements Reader {
        UNLOCKER(true, (file, owner) ->
                flaws(PasswordKeyUnlocker.askingFor(() -> null).forPublicKey(new String(text(file))))),
        SANDBOX(true, (file, owner) -> {
            try {
                sandbox.register(sandbox.serviceAccount(), new String(text(file)));
                return "";
            } catch (IllegalArgumentException refused) {
                return refused.getMessage();
            }
        }),
        CALL_PUBLIC_KEY_FILE(false, (file, owner) ->
                refusalOf("--credential-id", "cr-1",
                        "--password-file", Files.writeString(shared.resolve("password"), "x").toString(),
                        "--public-key-file", file.toString(), "POST", "/wallets")),
        SANDBOX_REGISTER(false, (file, owner) -> {
            // The second file ends the command, if the first did not.
            String missing = shared.resolve("missing").toString();
            var run = CommandRun.of("sandbox", "--register", file.toString(), "--register", missing);
            return run.err().contains(missing + " does not exist") ? "" : run.err();
        });

        private final boolean readsText;
        private final Reading reading;

        PublicKeyReader(boolean readsText, Reading reading) {
            this.readsText = readsText;
            this.reading = reading;
        }

        @Override
        public boolean readsText() {
            return readsText;
        }

        @Override
        public Reading reading() {
            return reading;
        }
    }

    private static char[] text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new String(bytes, UTF_8).toCharArray();
    }

    private static String flaws(Validation<? extends Seq<Violation>, ?> read) {
        return read.isValid() ? "" : read.getError().toString();
    }

    /** Runs a call that reads everything and then reaches nobody. */
    private static String refusalOf(String... options) {
        String[] all = Arrays.copyOf(new String[] {"call", "--base-url", "https://127.0.0.1:1", "--token-file",
            shared.resolve("token").toString()}, 5 + options.length);
        System.arraycopy(options, 0, all, 5, options.length);
        var run = CommandRun.of(all);
        return run.exitCode() == 3 ? "" : run.err();
    }

    private static String certificateOf(Owner owner) throws IOException {
        return Files.writeString(shared.resolve(owner + ".crt"), owner.certificate).toString();
    }

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(shared.resolve("token"), "token");
        sandbox = Sandbox.start();
        authority = OpenSsl.run(Owner.RSA.privateKey, "req -x509 -new -key /dev/stdin -subj /CN=authority");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("file"), content);
    }

    @ParameterizedTest
    @EnumSource
    void every_reader_of_private_keys_reads_it(Written written) throws IOException {
        for (Owner owner : new Owner[] {Owner.P256, Owner.ED25519}) {
            assertReadBy(KeyReader.values(), written, owner, owner.privateKey);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_reader_of_certificates_reads_it(Written written) throws IOException {
        assertReadBy(CertificateReader.values(), written, Owner.P256, Owner.P256.certificate);
    }

    @ParameterizedTest
    @EnumSource
    void every_reader_of_public_keys_reads_it(Written written) throws IOException {
        assertReadBy(PublicKeyReader.values(), written, Owner.P256, Owner.P256.publicKey);
    }

    private void assertReadBy(Reader[] readers, Written written, Owner owner, String pem) throws IOException {
        var refusals = new TreeMap<String, String>();
        Path file = file(written.bytes(pem));
        for (Reader reader : readers) {
            if (!reader.readsText() || written.isText()) {
                refusals.put(owner + " " + reader, reader.refusal(file, owner));
            }
        }
        assertThat(refusals.values()).as(refusals.toString()).containsOnly("");
    }

    @ParameterizedTest
    @EnumSource
    void every_reader_goes_by_the_content_and_not_by_the_label(KeyReader reader) throws IOException {
        var refusals = new TreeMap<String, String>();
        for (Owner owner : Owner.values()) {
            for (String form : new String[] {owner.privateKey, owner.traditional()}) {
                for (String label : new String[] {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY",
                    "ANY PRIVATE KEY"}) {
                    Path file = file(form.replaceAll("(BEGIN|END) [A-Z ]+", "$1 " + label).getBytes(UTF_8));
                    refusals.put(owner + " " + label + " " + form.length(), reader.refusal(file, owner));
                }
            }
        }
        assertThat(refusals.values()).as(refusals.toString()).containsOnly("");
    }

    @ParameterizedTest
    @EnumSource
    void every_reader_reads_the_older_forms_in_der(Owner owner) throws IOException {
        Path file = file(Written.IN_DER.bytes(owner.traditional()));

        for (KeyReader reader : KeyReader.values()) {
            if (!reader.readsText) {
                assertThat(reader.refusal(file, owner)).as("%s", reader).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_damaged_is_refused_by_every_reader_and_not_called_encrypted(KeyReader reader) throws IOException {
        String whole = Owner.P256.privateKey.strip();
        for (String damaged : new String[] {"", "hello", whole.replace("END", "AND"), whole.replace("\nMI", "\nM!"),
            whole.substring(0, whole.length() / 2), whole.replace("END PRIVATE", "END EC PRIVATE"),
            whole.replace("\nMI", "\nI"), whole + whole, Owner.P256.publicKey, Owner.P256.certificate,
            whole.replace("-----BEGIN ", "----- BEGIN ")}) {
            assertThat(reader.refusal(file(damaged.getBytes(UTF_8)), Owner.P256)).as(damaged).isNotEmpty()
                    .doesNotContain("encrypted.", "password", "Exception")
                    .doesNotContain(whole.lines().skip(1).findFirst().get());
        }
    }

    @Test
    void public_keys_of_rsa_in_their_older_form_are_read_by_the_unlocker() throws IOException {
        String older = OpenSsl.run(Owner.RSA.privateKey, "rsa -RSAPublicKey_out");

        assertThat(PublicKeyReader.UNLOCKER.refusal(file(older.getBytes(UTF_8)), Owner.RSA)).isEmpty();
        assertThat(PublicKeyReader.CALL_PUBLIC_KEY_FILE.refusal(file(Written.IN_DER.bytes(older)), Owner.RSA))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"AUTHORITY_FIRST, true", "CLIENT_FIRST, true", "WITH_A_STRANGER, false", "TWICE, true"})
    void the_chain_of_a_client_is_sorted_by_its_key(String order, boolean isRead) throws IOException {
        Path key = Files.writeString(directory.resolve("ca.key"), Owner.RSA.privateKey);
        Path ca = Files.writeString(directory.resolve("ca.pem"), authority);
        String request = OpenSsl.run(Owner.P256.privateKey, "req -new -key /dev/stdin -subj /CN=client");
        String client = OpenSsl.run(request,
                "x509 -req -CA " + ca + " -CAkey " + key + " -CAserial " + directory.resolve("serial")
                        + " -CAcreateserial");
        String chain = switch (order) {
            case "AUTHORITY_FIRST" -> authority + client;
            case "CLIENT_FIRST" -> client + authority;
            case "TWICE" -> authority + client + authority + client;
            default -> client + Owner.ED25519.certificate + authority;
        };
        Path file = Files.writeString(directory.resolve("chain.pem"), chain);
        Path own = Files.writeString(directory.resolve("own.key"), Owner.P256.privateKey);

        String refusal = refusalOf("--client-cert", file.toString(), "--client-key", own.toString(), "GET", "/x");

        assertThat(refusal.isEmpty()).as(refusal).isEqualTo(isRead);
        assertThat(refusal).contains(isRead ? "" : "--client-cert must hold");
        assertThat(TlsSettings.builder().clientCertificate(chain, Owner.P256.privateKey.toCharArray()).build()
                .isValid()).isEqualTo(isRead);
    }

    @Test
    void a_key_of_another_certificate_is_told_by_the_names_of_the_options() throws IOException {
        String refusal = refusalOf("--client-cert", certificateOf(Owner.RSA), "--client-key",
                file(Owner.P256.privateKey.getBytes(UTF_8)).toString(), "GET", "/x");

        assertThat(refusal).contains("--client-key must be the key of the client's certificate")
                .doesNotContain("clientCertificate", "clientKey");
    }

    @Test
    void a_certificate_that_is_none_is_told_by_its_number() throws IOException {
        String text = Owner.P256.certificate + "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

        assertThat(refusalOf("--ca-file", file(text.getBytes(UTF_8)).toString(), "GET", "/x"))
                .contains("--ca-file (certificate 2) must be an X.509 certificate");
    }

    @Test
    void a_bundle_of_many_authorities_is_read() throws IOException {
        byte[] bundle = authority.repeat(200).getBytes(UTF_8);

        assertThat(bundle).hasSizeGreaterThan(200_000);
        assertThat(refusalOf("--ca-file", file(bundle).toString(), "GET", "/x")).isEmpty();
    }

    @Test
    void a_certificate_with_its_key_may_come_from_a_pipe_which_is_read_once() throws IOException {
        Path pipe = directory.resolve("pipe");
        OpenSsl.shell(directory, "", "mkfifo " + pipe);
        var writing = CompletableFuture.runAsync(() -> OpenSsl.shell(directory,
                Owner.P256.certificate + Owner.P256.privateKey, "cat > " + pipe), task -> new Thread(task).start());

        assertThat(refusalOf("--client-cert", pipe.toString(), "GET", "/x")).isEmpty();
        writing.join();
    }
}
