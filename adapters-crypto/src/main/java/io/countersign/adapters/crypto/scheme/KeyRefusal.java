package io.countersign.adapters.crypto.scheme;

import io.countersign.domain.OneLine;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * Why something is no key to sign with. Immutable; shows nothing of what was given beyond what its parts say, and never
 * key material.
 */
public sealed interface KeyRefusal {

    /** What is wrong and what to do next. */
    String message();

    /** What the function for this case makes of it. */
    <T> T match(Cases<? extends T> cases);

    /**
     * A public key, which can verify but not sign.
     *
     * @param inCertificate whether it came as a certificate
     */
    record PublicKeyGiven(boolean inCertificate) implements KeyRefusal {

        @Override
        public String message() {
            return "this is a " + (inCertificate ? "certificate" : "public key")
                    + ", and only a private key can sign. Give the private key that belongs to it.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.publicKeyGiven(this);
        }
    }

    /** A key under a password: PKCS#8 {@code ENCRYPTED PRIVATE KEY}, or the older {@code Proc-Type: 4,ENCRYPTED}. */
    record EncryptedKeyGiven() implements KeyRefusal {

        @Override
        public String message() {
            return "this private key is encrypted with a password. Decrypt it first, for instance with \"openssl pkey\","
                    + " and keep the result secret; or open it with a KeyUnlocker.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.encryptedKeyGiven(this);
        }
    }

    /**
     * A curve that the API does not accept.
     *
     * @param curve its name, if it is a known one
     */
    record UnsupportedCurve(Option<String> curve) implements KeyRefusal {

        public UnsupportedCurve {
            curve = Objects.requireNonNull(curve, "curve").map(OneLine::of);
        }

        @Override
        public String message() {
            return "the key is on " + curve.map(name -> "the curve " + name).getOrElse("an unknown curve")
                    + ", which is not supported. Register a key on P-256, secp256k1 or Ed25519.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.unsupportedCurve(this);
        }
    }

    /**
     * An EC key that does not say by name on which curve it is.
     *
     * @param explicitParameters whether it spells the curve's numbers out instead
     */
    record UnnamedCurve(boolean explicitParameters) implements KeyRefusal {

        @Override
        public String message() {
            return explicitParameters
                    ? "the key spells out the parameters of its curve instead of naming it. Rewrite it with "
                            + "\"openssl ec -param_enc named_curve\"."
                    : "the key does not say on which curve it is. Put the EC PARAMETERS block of its curve before it, "
                            + "or export it as PKCS#8.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.unnamedCurve(this);
        }
    }

    /**
     * An RSA key that is too short to be safe, or too long to be used.
     *
     * @param bits the length of its modulus
     */
    record UnsupportedRsaSize(int bits) implements KeyRefusal {

        /** The shortest modulus that is accepted, in bits. */
        public static final int MINIMUM_BITS = 2048;

        /** The longest modulus that is accepted, in bits; beyond it a signature takes seconds. */
        public static final int MAXIMUM_BITS = 16384;

        public static boolean isSupported(int bits) {
            return bits >= MINIMUM_BITS && bits <= MAXIMUM_BITS;
        }

        @Override
        public String message() {
            return "the RSA key has " + bits + " bits; supported are " + MINIMUM_BITS + " to " + MAXIMUM_BITS
                    + ". Register a key of such a length.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.unsupportedRsaSize(this);
        }
    }

    /**
     * More than one private key, and nothing says which is meant.
     *
     * @param count how many
     */
    record SeveralKeys(int count) implements KeyRefusal {

        @Override
        public String message() {
            return "there are " + count + " private keys in this PEM. Give the one to sign with, alone.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.severalKeys(this);
        }
    }

    /**
     * A key of an algorithm that the API does not accept.
     *
     * @param algorithm its name, if it is a known one
     */
    record UnsupportedAlgorithm(Option<String> algorithm) implements KeyRefusal {

        public UnsupportedAlgorithm {
            algorithm = Objects.requireNonNull(algorithm, "algorithm").map(OneLine::of);
        }

        @Override
        public String message() {
            return algorithm.map(name -> "this is a " + name + " key").getOrElse("this key is of an unknown algorithm")
                    + ", which is not supported. Register a key for ECDSA (P-256, secp256k1), Ed25519 or RSA.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.unsupportedAlgorithm(this);
        }
    }

    /**
     * A private key in a form that is not read here.
     *
     * @param form its name, if it is a known one
     */
    record UnsupportedForm(Option<String> form) implements KeyRefusal {

        public UnsupportedForm {
            form = Objects.requireNonNull(form, "form").map(OneLine::of);
        }

        @Override
        public String message() {
            return "this private key is in " + form.map(name -> "the form of " + name).getOrElse("an unknown form")
                    + ", which is not read here. Export it as PKCS#8 (BEGIN PRIVATE KEY)"
                    + (form.contains("OpenSSH") ? ", with \"ssh-keygen -p -m PKCS8\"." : ".");
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.unsupportedForm(this);
        }
    }

    /** No private key and no public one in it, whatever else it may be. */
    record NoKey() implements KeyRefusal {

        @Override
        public String message() {
            return "there is no private key in this text. Give the whole PEM, from its BEGIN line to its END line.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.noKey(this);
        }
    }

    /** A PEM that is cut short, altered, or not put together right. */
    record Damaged() implements KeyRefusal {

        @Override
        public String message() {
            return "the PEM is damaged: its BEGIN and END lines do not match, or what is between them is incomplete or "
                    + "altered. Copy it again, whole and with its line breaks.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.damaged(this);
        }
    }

    /**
     * A text far longer than any key.
     *
     * @param limit the longest that is read, in characters
     */
    record TooLong(int limit) implements KeyRefusal {

        @Override
        public String message() {
            return "the text is longer than " + limit + " characters, as no key is. Give the PEM of the key alone.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.tooLong(this);
        }
    }

    /**
     * A key whose numbers make no key.
     *
     * @param flaw what is wrong with them
     */
    record InvalidKey(KeyFlaw flaw) implements KeyRefusal {

        public InvalidKey {
            Objects.requireNonNull(flaw, "flaw");
        }

        @Override
        public String message() {
            return "the private key is not valid: " + flaw.description() + ". Use a backup, or register a new key.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.invalidKey(this);
        }
    }

    /**
     * The provider does not sign with this key: it lacks the scheme or the curve, or the key is not one of its own.
     *
     * @param provider its name
     * @param scheme what it was to sign
     * @param fault the type of what it threw
     */
    record ProviderCannotUse(String provider, SignatureScheme scheme, String fault) implements KeyRefusal {

        public ProviderCannotUse {
            provider = OneLine.of(Objects.requireNonNull(provider, "provider"));
            Objects.requireNonNull(scheme, "scheme");
            fault = OneLine.of(Objects.requireNonNull(fault, "fault"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String message() {
            return "the provider " + provider + " does not sign " + scheme.joseName() + " with this key (" + fault
                    + "). Give the provider that holds the key, or one that knows its algorithm.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.providerCannotUse(this);
        }
    }

    /**
     * None of the providers that may be used signs this scheme.
     *
     * @param scheme what was to be signed
     * @param reason what speaks against each of them
     */
    record NoProviderSigns(SignatureScheme scheme, String reason) implements KeyRefusal {

        public NoProviderSigns {
            Objects.requireNonNull(scheme, "scheme");
            reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String message() {
            return "none of the providers that may be used signs " + scheme.joseName() + ": " + reason
                    + ". Allow one that does, Bouncy Castle for instance.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.noProviderSigns(this);
        }
    }

    /**
     * Deterministic ECDSA (RFC 6979) was asked for, and the provider has none.
     *
     * @param provider its name
     * @param scheme what it was to sign
     */
    record NotDeterministic(String provider, SignatureScheme scheme) implements KeyRefusal {

        public NotDeterministic {
            provider = OneLine.of(Objects.requireNonNull(provider, "provider"));
            Objects.requireNonNull(scheme, "scheme");
        }

        @Override
        public String message() {
            return "the provider " + provider + " has no deterministic ECDSA (RFC 6979) for " + scheme.joseName()
                    + ". Give Bouncy Castle, or sign without it.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.notDeterministic(this);
        }
    }

    /**
     * The named scheme is not one for this key.
     *
     * @param named the scheme that was named
     * @param fitting those that the key can serve
     */
    record SchemeDoesNotFit(SignatureScheme named, Seq<SignatureScheme> fitting) implements KeyRefusal {

        public SchemeDoesNotFit {
            Objects.requireNonNull(named, "named");
            Objects.requireNonNull(fitting, "fitting");
        }

        @Override
        public String message() {
            return "this key cannot sign " + named.joseName() + ". Name the scheme that it is for: "
                    + fitting.map(SignatureScheme::joseName).mkString(" or ") + ".";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.schemeDoesNotFit(this);
        }
    }

    /** The key does not reveal what it can sign, as keys in an HSM may not. */
    record SchemeNotRecognisable() implements KeyRefusal {

        @Override
        public String message() {
            return "the key does not reveal which scheme it is for. Name the scheme beside the key and its provider.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.schemeNotRecognisable(this);
        }
    }

    /**
     * One function for each case.
     *
     * @param <T> what they make of it
     */
    interface Cases<T> {

        T publicKeyGiven(PublicKeyGiven refusal);

        T encryptedKeyGiven(EncryptedKeyGiven refusal);

        T unsupportedCurve(UnsupportedCurve refusal);

        T unnamedCurve(UnnamedCurve refusal);

        T unsupportedRsaSize(UnsupportedRsaSize refusal);

        T severalKeys(SeveralKeys refusal);

        T unsupportedAlgorithm(UnsupportedAlgorithm refusal);

        T unsupportedForm(UnsupportedForm refusal);

        T noKey(NoKey refusal);

        T damaged(Damaged refusal);

        T tooLong(TooLong refusal);

        T invalidKey(InvalidKey refusal);

        T providerCannotUse(ProviderCannotUse refusal);

        T noProviderSigns(NoProviderSigns refusal);

        T notDeterministic(NotDeterministic refusal);

        T schemeDoesNotFit(SchemeDoesNotFit refusal);

        T schemeNotRecognisable(SchemeNotRecognisable refusal);
    }
}
