package io.countersign.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.sandbox.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Runs every command that a message about a key or certificate gives, on what gets that message. */
class AdviceTest {

    private static final Pattern COMMAND = Pattern.compile("\"((?:openssl|install|keytool) [^\"]+)\"");
    /** What openssl asks for: the password of the key, then a new one and again. */
    private static final String PASSWORDS = "secret\n".repeat(5);
    private static final String P256 = OpenSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    private static final String RSA = OpenSsl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    private static final String LEGACY = " -provider legacy -provider default";

    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(directory.resolve("token"), "token");
        Files.writeString(directory.resolve("password"), "secret\n");
        Files.writeString(directory.resolve("cert.pem"), certificate(P256));
    }

    private static String certificate(String key) {
        return OpenSsl.run(key, "req -x509 -new -key /dev/stdin -subj /CN=client");
    }

    /** Returns what a call says about its input, or nothing if it has read everything and then reached nobody. */
    private String call(String... options) {
        String[] all = Arrays.copyOf(new String[] {"call", "--base-url", "https://127.0.0.1:1", "--token-file",
            directory.resolve("token").toString()}, 5 + options.length);
        System.arraycopy(options, 0, all, 5, options.length);
        CommandRun run = CommandRun.of(all);
        assertThat(run.exitCode()).as(run.err()).isIn(2, 3);
        return run.exitCode() == 3 ? "" : run.err();
    }

    private String callWithKey(Path key) {
        return call("--credential-id", "cr-1", "--key-file", key.toString(), "POST", "/wallets");
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(UTF_8));
    }

    private static String commandIn(String message) {
        assertThat(message).containsPattern(COMMAND);
        return COMMAND.matcher(message).results().findFirst().orElseThrow().group(1);
    }

    /** Runs the command as somebody would who copies it. The file that it is about stays as it is. */
    private void follow(String message, Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        OpenSsl.shell(directory, PASSWORDS, commandIn(message));
        assertThat(file).hasBinaryContent(before);
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private void assertAdviceWorks(Path key) throws IOException {
        follow(callWithKey(key), key);
        assertThat(callWithKey(beside(key, ".new"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "pkcs8 -topk8", "pkcs8 -topk8 -scrypt", "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA1",
        "pkcs8 -topk8 -v2 des3", "pkcs8 -topk8 -v2 des-cbc" + LEGACY, "pkcs8 -topk8 -v2 rc2-cbc" + LEGACY,
        "pkcs8 -topk8 -v1 PBE-MD5-DES" + LEGACY, "pkcs8 -topk8 -v1 PBE-SHA1-DES" + LEGACY,
        "pkcs8 -topk8 -v1 PBE-SHA1-RC2-40" + LEGACY, "pkcs8 -topk8 -v1 PBE-SHA1-3DES",
        "pkcs8 -topk8 -v1 PBE-SHA1-RC4-128" + LEGACY, "pkcs8 -topk8 -v2 camellia-256-cbc",
        "ec -aes128", "ec -des3", "ec -des" + LEGACY, "ec -camellia128"})
    void an_encrypted_key_is_decrypted(String command) throws IOException {
        String encrypted = OpenSsl.run(P256, command + " -passout pass:secret");
        Path key = file("my key's.pem", encrypted);

        assertThat(callWithKey(key)).contains("--key-file", "encrypted with a password").hasLineCount(1);
        assertAdviceWorks(key);
        assertAdviceWorks(file("enc.der", der(encrypted, command.startsWith("ec"))));
    }

    private static byte[] der(String pem, boolean hasHeaders) {
        return hasHeaders
                ? pem.getBytes(UTF_8)
                : Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-legacy", "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES"})
    void a_key_is_taken_out_of_a_pkcs12(String form) throws IOException {
        Path p12 = p12(form);

        assertThat(callWithKey(p12)).contains("PKCS#12");
        assertAdviceWorks(p12);
    }

    private Path p12(String form) throws IOException {
        Path pem = file("both.pem", P256 + certificate(P256));
        Path p12 = directory.resolve("client.p12");
        OpenSsl.run(("pkcs12 -export " + form).strip() + " -in " + pem + " -passout pass:secret -out " + p12);
        return p12;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa"})
    void a_key_of_openssh_is_exported(String type) throws IOException {
        Path key = directory.resolve("id_" + type);
        OpenSsl.shell(directory, "", "ssh-keygen -q -t " + type + " -N '' -f " + key + " && chmod 644 " + key);

        assertThat(callWithKey(key)).contains("OpenSSH");
        assertAdviceWorks(key);
    }

    /** Its own program does not export such a key, so the advice is another one. */
    @Test
    void a_key_of_openssh_on_ed25519_is_replaced() throws IOException {
        Path key = file("id_ed25519", """
                -----BEGIN OPENSSH PRIVATE KEY-----
                b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
                QyNTUxOQAAACCzPq7zfqLffKoBDe/eo04kH2XxtSmk9D7RQyf1xUqrYgAAAJgAIAxdACAM
                XQAAAAtzc2gtZWQyNTUxOQAAACCzPq7zfqLffKoBDe/eo04kH2XxtSmk9D7RQyf1xUqrYg
                AAAEC2BsIi0QwW2uFscKTUUXNHLsYX4FxlaSDSblbM7WR9vbM+rvN+ot98qgEN796jTiQf
                ZfG1KaT0PtFDJ/XFSqtiAAAAEHVzZXJAZXhhbXBsZS5jb20BAgMEBQ==
                -----END OPENSSH PRIVATE KEY-----
                """);

        assertThat(callWithKey(key)).contains("OpenSSH (Ed25519)", "register it").doesNotContain("ssh-keygen");
        assertAdviceWorks(key);
    }

    @Test
    void a_curve_that_is_spelled_out_gets_its_name() throws IOException {
        assertAdviceWorks(file("key.pem", OpenSsl.run("ecparam -name prime256v1 -genkey -param_enc explicit")));
        assertAdviceWorks(file("p8.pem", OpenSsl.run(P256, "pkey -ec_param_enc explicit")));
    }

    @Test
    void an_irregular_structure_is_rewritten() throws IOException {
        byte[] der = Base64.getMimeDecoder().decode(P256.replaceAll("-----[^-]*-----", ""));
        byte[] attribute = HexFormat.of().parseHex("a00d300b0603551d0f310403020210");
        byte[] withAttribute = Arrays.copyOf(der, der.length + attribute.length);
        System.arraycopy(attribute, 0, withAttribute, der.length, attribute.length);
        withAttribute[2] += (byte) attribute.length;
        Path key = file("-key.pem", withAttribute);

        assertThat(callWithKey(key)).contains("its structure is not byte for byte");
        assertAdviceWorks(key);
    }

    /** In the library, the file has a name that stands for it. */
    @Test
    void the_library_calls_the_file_by_one_name() throws IOException {
        Path key = file("KEY_FILE", OpenSsl.run(P256, "pkcs8 -topk8 -passout pass:secret"));

        follow(JcaSigningKey.fromPemFile(key).getLeft().message(), key);

        assertThat(JcaSigningKey.fromPemFile(directory.resolve("KEY_FILE.new")).isRight()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8 -topk8", "pkcs8 -topk8 -v1 PBE-MD5-DES" + LEGACY, "ec -aes128", "ec -des" + LEGACY})
    void an_encrypted_key_of_a_client_goes_into_a_key_store(String command) throws IOException {
        Path key = file("client's key.pem", OpenSsl.run(P256, command + " -passout pass:secret"));
        String certificate = directory.resolve("cert.pem").toString();
        String message = call("--client-cert", certificate, "--client-key", key.toString(), "GET", "/x");

        assertThat(message).contains("--client-key must not be encrypted", "give that as --client-cert, with "
                + "--client-key-password-file").doesNotContain("KEY_FILE", "CERTIFICATE_FILE").hasLineCount(1);
        follow(message, key);
        assertThat(call("--client-cert", beside(key, ".p12").toString(), "--client-key-password-file",
                directory.resolve("password").toString(), "GET", "/x")).isEmpty();

        Path both = file("both.pem", Files.readString(key) + Files.readString(directory.resolve("cert.pem")));
        follow(call("--client-cert", both.toString(), "GET", "/x"), both);
        assertThat(beside(both, ".p12")).exists();
    }

    @Test
    void an_encrypted_key_of_a_client_goes_into_a_key_store_in_the_library_too() throws IOException {
        Path key = file("KEY_FILE", OpenSsl.run(P256, "pkcs8 -topk8 -passout pass:secret"));
        String certificate = Files.readString(file("CERTIFICATE_FILE", certificate(P256)));
        var refused = TlsSettings.builder().clientCertificate(certificate, Files.readString(key).toCharArray()).build();

        follow(refused.getError().toString(), key);

        assertThat(call("--client-cert", beside(key, ".p12").toString(), "--client-key-password-file",
                directory.resolve("password").toString(), "GET", "/x")).isEmpty();
    }

    @Test
    void a_client_key_of_openssh_is_exported() throws IOException {
        Path key = directory.resolve("id_rsa");
        OpenSsl.shell(directory, "", "ssh-keygen -q -t rsa -N '' -f " + key);
        String certificate = directory.resolve("cert.pem").toString();

        follow(call("--client-cert", certificate, "--client-key", key.toString(), "GET", "/x"), key);

        assertThat(call("--client-cert", certificate, "--client-key", beside(key, ".new").toString(), "GET", "/x"))
                .contains("--client-key must be the key of the client's certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-legacy"})
    void trusted_certificates_are_taken_out_of_a_pkcs12(String form) throws IOException {
        Path p12 = p12(form);

        follow(call("--ca-file", p12.toString(), "GET", "/x"), p12);

        assertThat(call("--ca-file", beside(p12, ".new").toString(), "GET", "/x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--public-key-file, private", "--public-key-file, certificate", "--register, private",
        "--register, certificate", "--register, rsa"})
    void a_public_key_is_taken_out_of_what_holds_it(String option, String given) throws IOException {
        Path file = file("given.pem", switch (given) {
            case "private" -> P256;
            case "certificate" -> certificate(P256);
            default -> OpenSsl.run(RSA, "rsa -RSAPublicKey_out");
        });

        follow(publicKeyRefusal(option, file), file);

        assertThat(publicKeyRefusal(option, beside(file, ".pub"))).isEmpty();
    }

    private String publicKeyRefusal(String option, Path file) throws IOException {
        if (option.equals("--public-key-file")) {
            return call("--credential-id", "cr-1", "--password-file", directory.resolve("password").toString(), option,
                    file.toString(), "POST", "/wallets");
        }
        Path missing = directory.resolve("missing");
        String err = CommandRun.of("sandbox", option, file.toString(), option, missing.toString()).err();
        return err.contains(missing + " does not exist") ? "" : err;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v2 aes-256-cbc -v2prf hmacWithSHA1", "-v2 aes-128-cbc", "-v1 PBE-MD5-DES" + LEGACY,
        "-v1 PBE-SHA1-3DES"})
    void a_registered_key_in_a_form_that_is_not_opened_is_encrypted_anew(String form) throws IOException {
        Path key = file("KEY_FILE", OpenSsl.run(P256, "pkcs8 -topk8 " + form + " -passout pass:secret"));
        var unlocker = PasswordKeyUnlocker.askingFor("secret"::toCharArray).withForms(EncryptedKeyForm.PKCS8)
                .forPublicKeyOrThrow(OpenSsl.run(P256, "pkey -pubout"));

        follow(unlocker.unlock(new EncryptedPrivateKey(Files.readString(key))).getLeft().message(), key);

        assertThat(unlocker.unlock(new EncryptedPrivateKey(Files.readString(beside(key, ".new")))).isRight()).isTrue();
    }

    @Test
    void a_key_store_to_trust_is_made_of_certificates() throws Exception {
        Path certificate = file("CERTIFICATE_FILE", certificate(P256));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var refused = TlsSettings.builder().trustedCertificates(store).build();
        String bin = Path.of(System.getProperty("java.home"), "bin").toString();

        OpenSsl.shell(directory, "secretsecret\nsecretsecret\n", bin + "/" + commandIn(refused.getError().toString()));

        try (InputStream made = Files.newInputStream(beside(certificate, ".p12"))) {
            store.load(made, "secretsecret".toCharArray());
        }
        assertThat(TlsSettings.builder().trustedCertificates(store).build().isValid()).isTrue();
    }

    @Test
    void a_client_certificate_in_pkcs12_is_opened_by_its_password() throws IOException {
        for (String form : new String[] {"", "-legacy"}) {
            String p12 = p12(form).toString();
            String password = directory.resolve("password").toString();

            assertThat(call("--client-cert", p12, "--client-key-password-file", password, "GET", "/x")).isEmpty();
            assertThat(call("--client-cert", p12, "GET", "/x")).contains("--client-cert", "needs its password",
                    "--client-key-password-file");
            assertThat(call("--client-cert", p12, "--client-key-password-file",
                    file("wrong", "wrong").toString(), "GET", "/x")).contains("--client-cert", "is not opened");
            assertThat(call("--client-cert", p12, "--client-key", p12, "GET", "/x")).contains("leave out --client-key");
        }
        String pem = directory.resolve("cert.pem").toString();
        assertThat(call("--client-cert", pem, "--client-key-password-file", pem, "GET", "/x"))
                .contains("--client-key-password-file goes with a --client-cert in PKCS#12");
        assertThat(call("--client-key-password-file", pem, "GET", "/x")).contains("goes with --client-cert");
    }

    @Test
    void a_pkcs12_may_have_an_empty_password() throws IOException {
        Path pem = file("both.pem", P256 + certificate(P256));
        Path p12 = directory.resolve("open.p12");
        OpenSsl.run("pkcs12 -export -in " + pem + " -passout pass: -out " + p12);

        assertThat(call("--client-cert", p12.toString(), "GET", "/x")).isEmpty();
    }

    @Test
    void the_sandbox_signs_with_what_the_advice_makes() throws IOException {
        Path key = file("key.pem", OpenSsl.run(RSA, "rsa -traditional -aes256 -passout pass:secret"));
        follow(callWithKey(key), key);
        try (Sandbox sandbox = Sandbox.start()) {
            String id = sandbox.register(sandbox.serviceAccount(), OpenSsl.run(RSA, "pkey -pubout")).credId();
            Path token = file("token", sandbox.serviceAccount().authToken());

            CommandRun run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(), "--token-file",
                    token.toString(), "--credential-id", id, "--key-file", beside(key, ".new").toString(),
                    "--body", "{\"network\":\"EthereumSepolia\"}", "POST", "/wallets");

            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @Test
    void a_public_key_that_could_not_be_printed_is_had_again() throws IOException {
        Path key = directory.resolve("new key.pem");
        var err = new StringWriter();
        int exitCode = Countersign.commandLine().setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("closed");
                    }
                }))
                .execute("keys", "generate", "--algorithm", "ES256", "--key-file", key.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(OpenSsl.shell(directory, "", commandIn(err.toString()))).startsWith("-----BEGIN PUBLIC KEY-----");
    }
}
