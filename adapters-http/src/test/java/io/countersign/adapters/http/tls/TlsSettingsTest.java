package io.countersign.adapters.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;

/** What is wrong with TLS settings is said by field, all at once, and in words that show nothing of a key. */
class TlsSettingsTest {

    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder().certificateAuthority(1).build();
    private static final HeldCertificate CLIENT = new HeldCertificate.Builder().signedBy(AUTHORITY).build();
    private static final HeldCertificate OTHER = new HeldCertificate.Builder().signedBy(AUTHORITY).build();
    private static final HeldCertificate RSA =
            new HeldCertificate.Builder().rsa2048().signedBy(AUTHORITY).build();
    private static final HeldCertificate OTHER_RSA =
            new HeldCertificate.Builder().rsa2048().signedBy(AUTHORITY).build();
    /** Where PKCS#8 says its version, 0 or 1, which makes no difference to the key. */
    private static final int VERSION = 4;
    private static final String NOT_ITS_KEY =
            "clientKey: must be the key of the client's certificate, and one that this JVM uses for TLS";
    private static final String PIN = "sha256/" + "A".repeat(43) + "=";

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----"})
    void a_text_without_certificates_cannot_be_trusted(String pem) {
        assertFaults(TlsSettings.builder().trustedCertificates(pem),
                "trustedCertificates: must hold a certificate in PEM form "
                + "(BEGIN CERTIFICATE)");
        assertFaults(TlsSettings.builder().trustedCertificates(pem.getBytes()),
                "trustedCertificates: must hold a certificate in "
                + "PEM form (BEGIN CERTIFICATE)");
    }

    @Test
    void damaged_certificates_are_named_by_their_place() {
        String good = AUTHORITY.certificatePem();
        String damaged = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        String noBase64 = "-----BEGIN CERTIFICATE-----\n§§§\n-----END CERTIFICATE-----\n";

        assertFaults(TlsSettings.builder().trustedCertificates(good + damaged + good + noBase64),
                "trustedCertificates[1]: must be an X.509 certificate",
                "trustedCertificates[3]: must be an X.509 certificate");
        assertFaults(TlsSettings.builder().trustedCertificates(good + good.substring(0, 100)),
                "trustedCertificates[1]: must be an X.509 certificate");
        assertFaults(TlsSettings.builder().trustedCertificates(new byte[] {0x30, 0x03, 1, 2, 3}),
                "trustedCertificates[0]: must be an X.509 certificate");
    }

    @Test
    void a_private_key_among_trusted_certificates_is_refused() {
        assertFaults(TlsSettings.builder()
                .trustedCertificates(AUTHORITY.certificatePem() + AUTHORITY.privateKeyPkcs8Pem()),
                "trustedCertificates: must hold certificates only; there is a private key among them");
    }

    @Test
    void a_key_store_without_a_trusted_certificate_is_refused() throws Exception {
        assertFaults(TlsSettings.builder().trustedCertificates(storeOf(CLIENT, "secret")),
                "trustedCertificates: must be a key store with trusted certificates, as \"keytool -importcert "
                        + "-noprompt -alias authority -file CERTIFICATE_FILE -keystore CERTIFICATE_FILE.p12\" "
                        + "makes it");
        assertFaults(TlsSettings.builder().trustedCertificates(KeyStore.getInstance("PKCS12")),
                "trustedCertificates: must be a key store that is loaded");
    }

    @Test
    void the_certificates_of_the_jvm_are_trusted_beside_the_given_ones_only_if_so_set() throws Exception {
        var given = Certificates.inPem("any", AUTHORITY.certificatePem()).get();
        int ofTheJvm = JvmTls.platformTrust().getAcceptedIssuers().length;

        assertThat(ofTheJvm).isPositive();
        assertThat(JvmTls.trustIn(given, false).getAcceptedIssuers()).containsExactly(AUTHORITY.certificate());
        assertThat(JvmTls.trustIn(given, true).getAcceptedIssuers())
                .hasSize(1 + ofTheJvm).contains(AUTHORITY.certificate());
        assertThat(TlsSettings.builder().platformTrustedCertificates().buildOrThrow())
                .hasToString("TlsSettings[1.2 or later]");
    }

    @Test
    void a_key_that_does_not_belong_to_the_certificate_is_refused() {
        for (HeldCertificate[] pair : new HeldCertificate[][] {{CLIENT, OTHER}, {RSA, OTHER_RSA}}) {
            assertFaults(TlsSettings.builder().clientCertificate(pair[0].certificatePem(), keyOf(pair[1])),
                    NOT_ITS_KEY);
        }
        assertFaults(TlsSettings.builder().clientCertificate(CLIENT.certificatePem(), keyOf(RSA)), NOT_ITS_KEY);
    }

    @Test
    void a_key_that_belongs_to_its_certificate_is_accepted_even_if_the_certificate_has_expired() {
        HeldCertificate expired = new HeldCertificate.Builder().validityInterval(0, TimeUnit.DAYS.toMillis(1)).build();

        for (HeldCertificate pair : new HeldCertificate[] {CLIENT, RSA, expired}) {
            assertThat(TlsSettings.builder().clientCertificate(pair.certificatePem(), keyOf(pair)).build()).isValid();
        }
    }

    @Test
    void a_chain_may_stand_in_any_order_and_has_nobody_elses_certificate_in_it() {
        HeldCertificate root = new HeldCertificate.Builder().certificateAuthority(2).build();
        HeldCertificate middle = new HeldCertificate.Builder().certificateAuthority(1).signedBy(root).build();
        HeldCertificate own = new HeldCertificate.Builder().signedBy(middle).build();
        Seq<String> chain = List.of(own, middle, root).map(HeldCertificate::certificatePem);
        for (Seq<String> order : chain.permutations()) {
            var manager = ClientKey.inPem(order.mkString(), keyOf(own)).get();

            assertThat(manager.getCertificateChain(manager.getClientAliases("EC", null)[0]))
                    .containsExactly(own.certificate(), middle.certificate(), root.certificate());
        }
        assertFaults(TlsSettings.builder()
                .clientCertificate(CLIENT.certificatePem() + OTHER.certificatePem(), keyOf(CLIENT)),
                "clientCertificate: must hold the client's own certificate and those of its issuers alone; "
                + "another one is "
                        + "among them");
    }

    @Test
    void a_key_that_cannot_be_read_is_refused_with_a_hint_how_to_convert_it() {
        assertFaults(withKey("none"), "clientKey: must hold one private key in PEM form (BEGIN PRIVATE KEY)");
        assertFaults(withKey(CLIENT.privateKeyPkcs8Pem() + OTHER.privateKeyPkcs8Pem()),
                "clientKey: must hold one private key in PEM form (BEGIN PRIVATE KEY)");
        assertFaults(withKey(RSA.privateKeyPkcs1Pem()), NOT_ITS_KEY);
        assertFaults(withKey("-----BEGIN PRIVATE KEY-----\nMAQwAAQA\n-----END PRIVATE KEY-----"),
                "clientKey: must not be encrypted. Give it in a key store, as made with \"openssl pkcs12 -export "
                        + "-provider legacy -provider default -inkey KEY_FILE -in CERTIFICATE_FILE "
                        + "-out KEY_FILE.p12\"");
        assertFaults(withKey("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"
                        + "AA==\n-----END RSA PRIVATE KEY-----"),
                "clientKey: must not be encrypted. Give it in a key store, as made with \"openssl pkcs12 -export "
                        + "-inkey KEY_FILE -in CERTIFICATE_FILE -out KEY_FILE.p12\"");
        for (String damaged : new String[] {"\n§§§§\n", "\nAAA\n", "\n", "\n-----END CERTIFICATE-----\n"}) {
            assertFaults(withKey("-----BEGIN PRIVATE KEY-----" + damaged + "-----END PRIVATE KEY-----"),
                    "clientKey: must be whole: its BEGIN and END lines do not match, or what is between them is "
                            + "incomplete or altered");
        }
    }

    private static TlsSettings.Builder withKey(String pem) {
        return TlsSettings.builder().clientCertificate(CLIENT.certificatePem(), pem.toCharArray());
    }

    @Test
    void damaged_keys_are_refused_and_never_repeated_in_the_message() {
        Random random = new Random(4);
        String pem = CLIENT.privateKeyPkcs8Pem();
        String base64 = pem.replaceAll("-----.*-----|\n", "");
        for (int round = 0; round < 100; round++) {
            byte[] der = Base64.getDecoder().decode(base64);
            int at = random.nextInt(der.length);
            der[at] ^= (byte) (at == VERSION ? 2 + random.nextInt(254) : 1 + random.nextInt(255));
            String damaged = Base64.getEncoder().encodeToString(der);

            var faults = withKey("-----BEGIN PRIVATE KEY-----\n" + damaged + "\n-----END PRIVATE KEY-----\n")
                    .build();

            assertThat(faults.isInvalid()).isTrue();
            assertThat(faults.getError().toString()).doesNotContain(damaged.substring(8, 16)).contains("clientKey");
        }
    }

    @Test
    void a_key_store_has_to_hold_a_key_that_its_password_opens() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);

        assertThat(TlsSettings.builder().clientCertificate(storeOf(CLIENT, "secret"), "secret".toCharArray()).build())
                .isValid();
        assertFaults(TlsSettings.builder().clientCertificate(storeOf(CLIENT, "secret"), "wrong".toCharArray()),
                "clientKey: must be opened by the password that was given");
        assertFaults(TlsSettings.builder().clientCertificate(storeOf(CLIENT, "secret"), null),
                "clientKey: must be opened by the password that was given");
        assertFaults(TlsSettings.builder().clientCertificate(empty, "secret".toCharArray()),
                "clientCertificate: must be a key store with a private key and its certificate");
        assertFaults(TlsSettings.builder().clientCertificate(KeyStore.getInstance("PKCS12"), "secret".toCharArray()),
                "clientCertificate: must be a key store that is loaded");
    }

    @Test
    void passwords_and_keys_may_be_wiped_at_once_and_are_not_wiped_for_the_caller() throws Exception {
        char[] password = "secret".toCharArray();
        char[] key = keyOf(CLIENT);

        TlsSettings.builder().clientCertificate(storeOf(CLIENT, "secret"), password);
        TlsSettings.builder().clientCertificate(CLIENT.certificatePem(), key);

        assertThat(password).containsExactly("secret".toCharArray());
        assertThat(key).containsExactly(keyOf(CLIENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256/", "sha256/AAAA", "sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAA",
        "sha256/_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void an_invalid_pin_is_refused(String pin) {
        assertFaults(TlsSettings.builder().certificatePins(PIN, pin),
                "certificatePins: must be of the form sha256/ and 32 bytes in base64");
    }

    @Test
    void all_violations_are_reported_at_once() {
        var builder = TlsSettings.builder().trustedCertificates("").clientCertificate("", new char[0])
                .certificatePins("")
                .trustedCertificates("x");

        assertThat(builder.build().getError().map(Violation::field)).containsExactly(
                "trustedCertificates", "clientCertificate", "clientKey", "certificatePins", "trustedCertificates");
    }

    @Test
    void text_forms_show_what_is_set_and_no_key() {
        var builder = TlsSettings.builder().trustedCertificates(AUTHORITY.certificatePem())
                .clientCertificate(CLIENT.certificatePem(), keyOf(CLIENT)).certificatePins(PIN).onlyTls13();

        assertThat(builder.build().get())
                .hasToString("TlsSettings[trusted certificates, client certificate, 1 pins, 1.3]");
        assertThat(builder).hasToString("TlsSettings.Builder");
        assertThat(TlsSettings.builder().build().get()).hasToString("TlsSettings[1.2 or later]");
        assertThat(PemBlock.in(CLIENT.privateKeyPkcs8Pem())).hasToString("List(PemBlock[PRIVATE KEY])");
    }

    @Test
    void nulls_are_refused_at_once() {
        var builder = TlsSettings.builder();

        assertThatNullPointerException().isThrownBy(() -> builder.trustedCertificates((String) null));
        assertThatNullPointerException().isThrownBy(() -> builder.trustedCertificates((byte[]) null));
        assertThatNullPointerException().isThrownBy(() -> builder.trustedCertificates((KeyStore) null));
        assertThatNullPointerException().isThrownBy(() -> builder.clientCertificate((String) null, new char[0]));
        assertThatNullPointerException().isThrownBy(() -> builder.clientCertificate("", null));
        assertThatNullPointerException().isThrownBy(() -> builder.clientCertificate((KeyStore) null, new char[0]));
        assertThatNullPointerException().isThrownBy(() -> builder.clientCertificate((X509KeyManager) null));
        assertThatNullPointerException().isThrownBy(() -> builder.certificatePins((String) null));
        assertThatNullPointerException().isThrownBy(() -> builder.build().get().appliedTo(null, "localhost"));
        assertThatNullPointerException().isThrownBy(() -> builder.build().get().appliedTo(new OkHttpClient(), null));
    }

    @Test
    void the_throwing_twin_names_everything_that_is_wrong() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> TlsSettings.builder().trustedCertificates("").certificatePins("").buildOrThrow())
                .withMessageContainingAll("trustedCertificates: must hold", "certificatePins: must be");
    }

    private static void assertFaults(TlsSettings.Builder builder, String... faults) {
        assertThat(builder.build().getError().map(Violation::toString)).containsExactly(faults);
    }

    private static char[] keyOf(HeldCertificate certificate) {
        return certificate.privateKeyPkcs8Pem().toCharArray();
    }

    private static KeyStore storeOf(HeldCertificate certificate, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", certificate.keyPair().getPrivate(), password.toCharArray(),
                new Certificate[] {certificate.certificate()});
        return store;
    }
}
