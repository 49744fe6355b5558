package io.countersign.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.fixture.HttpAnswers;
import io.countersign.sandbox.fixture.TestAuthenticator;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.signing.PasskeyTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Every request gets an answer of the API: a success in JSON, or the error envelope with a 4xx. */
class AnyRequestTest {

    private static final int ROUNDS = 1_000;

    private final Sandbox sandbox = Sandbox.configure().acceptingDeprecatedKinds().start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);
    private final SandboxPasskey passkey = sandbox.serviceAccount().passkey();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(PasskeyTest.Form.class)
    void a_passkey_signature_of_any_bytes_is_refused(PasskeyTest.Form form) {
        Random random = new Random(14);
        for (int length : new int[] {1, 2, 8, 64, 70, 71, 72, 73, 256, 1_000}) {
            byte[] signature = new byte[length];
            random.nextBytes(signature);
            JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
            ObjectNode factor = TestAuthenticator.of(passkey).writing(form.clientData()).answer(challenge);
            ((ObjectNode) factor.get("credentialAssertion")).put("signature", TestCaller.base64Url(signature));

            TestCaller.Reply reply = caller.redeem(challenge, factor);

            assertThat(reply.status()).as("%d bytes", length).isEqualTo(401);
            assertThat(reply.faultyFields()).isEqualTo("firstFactor.credentialAssertion.signature");
        }
    }

    /** Client data that Yubico's library does not understand, with a correct signature. */
    @ParameterizedTest
    @ValueSource(strings = {
        "\"tokenBinding\":5", "\"tokenBinding\":{\"status\":\"nonsense\"}", "\"tokenBinding\":{\"status\":\"present\"}",
        "\"tokenBinding\":{}", "\"tokenBinding\":[]", "\"authenticatorExtensions\":7", "\"clientExtensions\":7",
        "\"clientExtensions\":{\"appid\":7}", "\"hashAlgorithm\":[]", "\"topOrigin\":{}", "\"crossOrigin\":false"
    })
    void client_data_of_any_further_members_gets_an_answer(String member) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        ObjectNode factor = TestAuthenticator.of(passkey)
                .writing((text, origin) -> TestAuthenticator.asBrowsersDo(text, origin)
                        .replace("\"crossOrigin\":false", member)).answer(challenge);

        assertThat(caller.redeem(challenge, factor).status()).isIn(200, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CONNECT example.com:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT /wallets HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET ? HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http:///wallets HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://b:99999/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET //x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a/../../../b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost: a:b\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost: [::\r\n\r\n",
        "GET /wallets\r\n\r\n",
        "GET /wallets HTTP/0.9\r\n\r\n",
        "GET /wallets HTTP/1.0\r\n\r\n",
        "GET /wallets HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET /wallets HTTP/3.0\r\nHost: a\r\n\r\n",
        "GET /wallets HTTP/1.7\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nExpect: nonsense\r\nContent-Length: 2\r\n\r\n{}",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}oops\r\n0\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nbroken trailer\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n{}",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}",
        "GET /wallets HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost: a\r\nname : b\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
        "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /\u00FF HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /wallets?%zz=%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%c0%af HTTP/1.1\r\nHost: a\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\u00E9\u00E9 / HTTP/1.1\r\nHost: a\r\n\r\n",
        "HEAD /nothing HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00FC\u0003\u0003"
    })
    void a_request_that_strains_http_gets_an_answer_of_the_api(String request) throws IOException {
        for (String signedIn : new String[] {"", "Authorization: Bearer " + caller.user().authToken() + "\r\n"}) {
            assertThat(HttpAnswers.statusesOf(sandbox.baseUrl(), request
                    .replaceFirst("Host: a\r\n", "Host: a\r\n" + signedIn).getBytes(ISO_8859_1))).isNotEmpty();
        }
    }

    @Test
    void head_and_target_of_any_length_get_an_answer_of_the_api() throws IOException {
        String tooLong = "x".repeat(100_000);
        for (String request : new String[] {
            "GET /" + tooLong + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + tooLong + "\r\n\r\n",
            tooLong + " / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(20_000) + "\r\n"}) {
            assertThat(HttpAnswers.statusesOf(sandbox.baseUrl(), request.getBytes(ISO_8859_1)))
                    .doesNotContain(200).hasSizeLessThan(2);
        }
    }

    @Test
    void what_chance_makes_of_right_requests_gets_an_answer_of_the_api() throws IOException {
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Seeds that follow each other let Random begin alike.
            Random random = new Random(new SplittableRandom(round).nextLong());
            String request = spoilt(random, request(random));
            try {
                var statuses = HttpAnswers.statusesOf(sandbox.baseUrl(), request.getBytes(ISO_8859_1));
                accepted += statuses.contains(200) ? 1 : 0;
            } catch (AssertionError broken) {
                throw new AssertionError("round " + round + ":\n" + request, broken);
            }
        }
        assertThat(accepted).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private String request(Random random) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        return switch (random.nextInt(8)) {
            case 0 -> post("/auth/action/init", "application/json",
                    spoilt(random, TestCaller.description("POST", "/wallets", "{\"network\":\"é\"}").toString()), "");
            case 1 -> redemption(challenge, random, TestCaller.factor(
                    caller.user().key(KeyAlgorithm.values()[random.nextInt(4)]), challenge));
            case 2 -> redemption(challenge, random, TestAuthenticator.of(passkey)
                    .withCounter(sandbox.issuedChallenges()).answer(challenge));
            case 3 -> redemption(challenge, random, signedWhatever(random, challenge));
            case 4 -> proven("/wallets", "application/json",
                    spoilt(random, "{\"network\":\"x\",\"externalId\":\"1\"}"));
            case 5 -> form(random);
            case 6 -> "GET /" + spoilt(random, "wallets/wa-1?limit=1") + " HTTP/1.1\r\nHost: a\r\n"
                    + spoilt(random, "Authorization: Bearer ") + caller.user().authToken() + "\r\n\r\n";
            default -> redemption(challenge, random, TestCaller.parsed(
                    "{\"kind\":\"Password\",\"password\":\"" + caller.user().password() + "\"}").deepCopy());
        };
    }

    /** Returns randomly changed authenticator data and client data with a correct signature. */
    private ObjectNode signedWhatever(Random random, JsonNode challenge) {
        TestAuthenticator authenticator = TestAuthenticator.of(passkey).withCounter(sandbox.issuedChallenges())
                .writing((text, origin) -> spoilt(random, TestAuthenticator.asBrowsersDo(text, origin)));
        Supplier<byte[]> more = () -> {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            return bytes;
        };
        return (random.nextBoolean() ? authenticator.withFlags(random.nextInt(256)) : authenticator)
                .answer(challenge, data -> random.nextBoolean() ? data : joined(data, more.get()));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private String redemption(JsonNode challenge, Random random, ObjectNode factor) {
        String body = TestCaller.redemption(challenge, factor).toString();
        return post("/auth/action", "application/json", random.nextBoolean() ? body : spoilt(random, body), "");
    }

    private String form(Random random) {
        String boundary = spoilt(random, "b");
        return post("/forms", spoilt(random, "multipart/form-data; boundary=\"" + boundary + "\"; charset=utf-8"),
                spoilt(random, "--" + boundary + "\r\nContent-Disposition: form-data; "
                + "name=\"data\"; filename*=UTF-8''a\r\n"
                        + "Content-Transfer-Encoding: binary\r\n\r\n{}\r\n--" + boundary + "--\r\n"), "nothing");
    }

    private String proven(String path, String type, String body) {
        byte[] bytes = body.getBytes(ISO_8859_1);
        String sent = new String(bytes, UTF_8);
        return post(path, type, body, sent.indexOf('\uFFFD') >= 0 ? "nothing" : caller.tokenFor("POST", path, sent));
    }

    private String post(String path, String type, String body, String token) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + caller.user().authToken()
                + (token.isEmpty() ? "" : "\r\nX-DFNS-USERACTION: " + token)
                + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Returns the text with up to three changes. */
    private static String spoilt(Random random, String text) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0 && !spoilt.isEmpty(); changes--) {
            int at = random.nextInt(spoilt.length());
            switch (random.nextInt(6)) {
                case 0 -> spoilt.setCharAt(at, (char) random.nextInt(256));
                case 1 -> spoilt.deleteCharAt(at);
                case 2 -> spoilt.insert(at, (char) random.nextInt(256));
                case 3 -> spoilt.insert(at, spoilt.substring(at, Math.min(spoilt.length(), at + random.nextInt(20))));
                case 4 -> spoilt.insert(at, "\"\\[]{}:;,=\r\n\0%-".charAt(random.nextInt(15)));
                default -> spoilt.setLength(at);
            }
        }
        return spoilt.toString();
    }
}
