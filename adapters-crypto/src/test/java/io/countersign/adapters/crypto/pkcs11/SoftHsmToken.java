package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.provider.DefaultProvider;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.callback.PasswordCallback;

/** A token of {@link SoftHsm}, with what others than the code under test do to it. */
record SoftHsmToken(String label, long slot) {

    private static final AtomicLong SERIAL_NUMBERS = new AtomicLong(1);

    Pkcs11Token open() {
        return open(new PinSource(SoftHsm.PIN));
    }

    Pkcs11Token open(PinSource pin) {
        return Pkcs11Token.open(SoftHsm.LIBRARY, TokenSelector.slot(slot), pin)
                .getOrElseThrow(refusal -> new AssertionError(refusal.message()));
    }

    /** A key that stays in the token, as the token generates it, with a certificate; the label is the id of both. */
    PublicKey generate(String keyLabel, String algorithm) {
        PublicKey publicKey = generateBare(id(keyLabel), algorithm, "");
        certify(id(keyLabel), keyLabel, publicKey);
        return publicKey;
    }

    /** Stores a private key without a certificate, and with more attributes. */
    PublicKey generateBare(byte[] id, String algorithm, String attributes) {
        try {
            AuthProvider provider = sunPkcs11("attributes(generate, CKO_PRIVATE_KEY, *) = {\n CKA_TOKEN = true\n"
                    + "CKA_SENSITIVE = true\nCKA_EXTRACTABLE = false\nCKA_ID = 0h" + HexFormat.of().formatHex(id)
                    + "\n" + attributes + "\n}\n");
            provider.login(null, asked -> ((PasswordCallback) asked[0]).setPassword(SoftHsm.PIN.toCharArray()));
            String[] words = algorithm.split(" ");
            KeyPairGenerator generator = KeyPairGenerator.getInstance(words[0], provider);
            if (words[0].equals("EC")) {
                generator.initialize(new ECGenParameterSpec(words[1]));
            } else {
                generator.initialize(Integer.parseInt(words[1]));
            }
            PublicKey generated = generator.generateKeyPair().getPublic();
            PublicKey publicKey = KeyFactory.getInstance(words[0], DefaultProvider.instance())
                    .generatePublic(new X509EncodedKeySpec(generated.getEncoded()));
            provider.logout();
            return publicKey;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** A certificate for that public key, signed by whoever. */
    void certify(byte[] id, String certificateLabel, PublicKey publicKey) {
        try {
            KeyPair issuer = KeyPairGenerator.getInstance("EC", "SunEC").generateKeyPair();
            byte[] der = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=Nobody"), BigInteger.valueOf(SERIAL_NUMBERS.getAndIncrement()),
                    Date.from(Instant.EPOCH), Date.from(Instant.EPOCH.plus(Duration.ofDays(36_500))),
                    new X500Name("CN=Key"), publicKey)
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()))
                    .getEncoded();
            Pkcs11Actor.create(slot,
                    Pkcs11Actor.CLASS, Pkcs11Actor.CERTIFICATE, Pkcs11Actor.TOKEN, true, Pkcs11Actor.PRIVATE, false,
                    Pkcs11Actor.CERTIFICATE_TYPE, 0L, Pkcs11Actor.SUBJECT, new X500Name("CN=Key").getEncoded(),
                    Pkcs11Actor.ID, id, Pkcs11Actor.LABEL, certificateLabel.getBytes(StandardCharsets.UTF_8),
                    Pkcs11Actor.VALUE, der);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Removes the token as a device is pulled out: its directory is deleted. */
    void remove() {
        try {
            for (Path token : Files.list(SoftHsm.tokens()).toList()) {
                Path labelled = token.resolve("token.object");
                if (Files.readString(labelled, StandardCharsets.ISO_8859_1).contains(label + " ")) {
                    SoftHsm.delete(token);
                }
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    static byte[] id(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private AuthProvider sunPkcs11(String more) {
        return (AuthProvider) Security.getProvider("SunPKCS11").configure("--name = test\n"
                + "library = " + SoftHsm.LIBRARY + "\nslot = " + slot + "\ndestroyTokenAfterLogout = true\n" + more);
    }
}
