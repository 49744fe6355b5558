package io.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * An API that returns altered encrypted keys. If the client signed with an altered key, or told its failures apart, the
 * padding of AES-CBC and lenient parsing would reveal the key byte by byte.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class HostileApiTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final int BLOCK = 16;

    @ParameterizedTest
    @EnumSource
    void it_learns_nothing_from_the_keys_that_it_alters(SignatureScheme scheme) throws Exception {
        try (var pair = NewKeyPair.generate(scheme).get(); var api = new HostileApi()) {
            String registered = KeyEncryption.pkcs8(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS)
                    .encrypt(pair.privateKeyPem(), PASSWORD.toCharArray()).get().value();
            var connection = ApiConnection.open(
                    ConnectionSettings.builder(api.url(), () -> "bearer").buildOrThrow());
            UserActions victim = UserActions.using(RetrofitTransport.over(connection),
                    CredentialSigner.passwordProtectedKey(CredentialId.of("cr-1").get(),
                            PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray).withForms(EncryptedKeyForm.PKCS8)
                                    .forPublicKey(pair.publicKeyPem()).get()));
            try (connection) {
                assertThat(api.observed(victim, Base64.getEncoder().encodeToString(der(registered))))
                        .isEqualTo("signed");

                Set<String> observed = new HashSet<>();
                var attack = new Attack(der(registered), der(new String(pair.privateKeyPem())));
                for (int guess = 0; guess < 256; guess++) {
                    observed.add(api.observed(victim, attack.onThePadding(guess)));
                    observed.add(api.observed(victim, attack.onATag(guess)));
                }

                assertThat(observed).singleElement().asString().startsWith("wrong_password");
                assertThat(api.redemptions).isOne();
            }
        }
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
    }

    /** Sees whether a signature comes, and failure messages if they leak. */
    private static final class HostileApi implements AutoCloseable {

        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private volatile String encryptedPrivateKey = "";
        private volatile int redemptions;

        HostileApi() throws IOException {
            server.createContext("/auth/action/init", exchange -> answer(exchange, """
                    {"challenge": "c", "challengeIdentifier": "i", "supportedCredentialKinds": [{"kind":
                    "PasswordProtectedKey", "factor": "either", "requiresSecondFactor": false}], "userVerification":
                    "required", "attestation": "none", "externalAuthenticationUrl": "", "allowCredentials":
                    {"passwordProtectedKey": [{"type": "public-key", "id": "cr-1", "encryptedPrivateKey": "%s"}]}}
                    """.formatted(encryptedPrivateKey)));
            server.createContext("/auth/action", exchange -> {
                redemptions++;
                answer(exchange, "{\"userAction\": \"token\"}");
            });
            server.start();
        }

        private static void answer(HttpExchange exchange, String json) throws IOException {
            exchange.getRequestBody().readAllBytes();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        String url() {
            return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
        }

        String observed(UserActions victim, String altered) {
            encryptedPrivateKey = altered;
            return victim.authorize(UserAction.of("POST", "/wallets", "{}").get()).fold(
                    failure -> failure.code() + ": " + failure.message(), authorized -> "signed");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** An attacker who has the registered text and knows how a key begins. */
    private static final class Attack {

        private final EncryptedPrivateKeyInfo registered;
        private final PBES2Parameters parameters;
        private final byte[] ciphertext;
        private final byte[] firstDecrypted;

        Attack(byte[] registered, byte[] beginning) {
            this.registered = EncryptedPrivateKeyInfo.getInstance(registered);
            parameters = PBES2Parameters.getInstance(this.registered.getEncryptionAlgorithm().getParameters());
            ciphertext = this.registered.getEncryptedData();
            firstDecrypted = xor(beginning, ASN1OctetString.getInstance(
                    parameters.getEncryptionScheme().getParameters()).getOctets());
        }

        /** Builds a structure that ends where the padding of the last block is expected. */
        String onThePadding(int guess) throws IOException {
            byte[] last = new byte[BLOCK];
            last[BLOCK - 1] = (byte) guess;
            return text(known("304d020100302406032b6570041d0000"), block(0),
                    known("00000000000000000000000422042000"), block(0), last, block(1));
        }

        /** Builds a structure with a tag that the parser knows or does not. */
        String onATag(int guess) throws IOException {
            byte[] tag = new byte[BLOCK];
            tag[BLOCK - 2] = (byte) guess;
            return text(known("3062020100303906032b65703032041e"), block(0), tag, block(1),
                    known("04220420000000000000000000000000"), block(0),
                    known("000000000c0c0c0c0c0c0c0c0c0c0c0c"), block(0));
        }

        private String text(byte[] iv, byte[]... blocks) throws IOException {
            var joined = new ByteArrayOutputStream();
            for (byte[] block : blocks) {
                joined.writeBytes(block);
            }
            var cipher = new EncryptionScheme(
                    parameters.getEncryptionScheme().getAlgorithm(), new DEROctetString(iv));
            return Base64.getEncoder().encodeToString(new EncryptedPrivateKeyInfo(
                    new AlgorithmIdentifier(registered.getEncryptionAlgorithm().getAlgorithm(),
                            new PBES2Parameters(parameters.getKeyDerivationFunc(), cipher)),
                    joined.toByteArray()).getEncoded("DER"));
        }

        private byte[] known(String plain) {
            return xor(HexFormat.of().parseHex(plain), firstDecrypted);
        }

        private byte[] block(int at) {
            return Arrays.copyOfRange(ciphertext, BLOCK * at, BLOCK * (at + 1));
        }

        private static byte[] xor(byte[] one, byte[] other) {
            byte[] both = new byte[BLOCK];
            for (int at = 0; at < BLOCK; at++) {
                both[at] = (byte) (one[at] ^ other[at]);
            }
            return both;
        }
    }
}
