package io.countersign.adapters.http.webauthn;

import io.countersign.domain.Violation;
import io.countersign.domain.challenge.RegistrationRequest;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import okio.ByteString;

import java.util.Arrays;

/**
 * An attestation object (WebAuthn Level 2 §6.5.4) without its attestation statement: the authenticator data (§6.1) and
 * the attested credential in it (§6.5.1).
 *
 * @param whole the whole object
 * @param rpIdHash SHA-256 of the relying party's id
 * @param flags what the authenticator says of user and credential
 * @param id the credential's id
 * @param publicKey its public key as COSE_Key
 * @param algorithm the algorithm of that key
 */
record AttestationObject(Octets whole, Octets rpIdHash, int flags, Octets id, Octets publicKey, long algorithm) {

    private static final String FIELD = "response.attestationObject";
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int CREDENTIAL_INCLUDED = 0x40;
    private static final int EXTENSIONS_INCLUDED = 0x80;
    /** The place of the flags, which are followed by a counter of four bytes and an AAGUID of sixteen. */
    private static final int FLAGS = 32;
    private static final int ID_LENGTH = FLAGS + 1 + 4 + 16;
    /** The label of the algorithm in a COSE_Key (RFC 9052 §7.1). */
    private static final long ALGORITHM = 3;

    /** Reads an object, of CBOR in the form that authenticators write; or returns what is wrong with its form. */
    static Either<Seq<Violation>, AttestationObject> read(Octets bytes) {
        try {
            byte[] data = authenticatorDataIn(bytes.toByteArray());
            if (data.length < ID_LENGTH + 2 || (data[FLAGS] & CREDENTIAL_INCLUDED) == 0) {
                return fault("must hold authenticator data with a credential (flag AT)");
            }
            int id = ID_LENGTH + 2;
            int key = id + ((data[ID_LENGTH] & 0xFF) << 8 | data[ID_LENGTH + 1] & 0xFF);
            CborReader reader = new CborReader(data, key);
            long algorithm = algorithmOfKey(reader);
            int end = reader.position();
            if ((data[FLAGS] & EXTENSIONS_INCLUDED) != 0) {
                reader.skipMap();
            }
            reader.end();
            return Either.right(new AttestationObject(bytes, octets(data, 0, FLAGS), data[FLAGS],
                    octets(data, id, key), octets(data, key, end), algorithm));
        } catch (CborReader.Malformed malformed) {
            return fault("must be CBOR as authenticators write it (WebAuthn Level 2 §6.5.4)");
        }
    }

    private static byte[] authenticatorDataIn(byte[] object) throws CborReader.Malformed {
        CborReader reader = new CborReader(object, 0);
        byte[] data = null;
        for (long left = reader.map(); left > 0; left--) {
            if (!reader.text().equals("authData")) {
                reader.skip();
            } else if (data == null) {
                data = reader.bytes();
            } else {
                throw new CborReader.Malformed();
            }
        }
        reader.end();
        return data == null ? new byte[0] : data;
    }

    private static long algorithmOfKey(CborReader reader) throws CborReader.Malformed {
        Option<Long> algorithm = Option.none();
        for (long left = reader.map(); left > 0; left--) {
            if (reader.integer() != ALGORITHM) {
                reader.skip();
            } else if (algorithm.isEmpty()) {
                algorithm = Option.some(reader.integer());
            } else {
                throw new CborReader.Malformed();
            }
        }
        return algorithm.getOrElseThrow(CborReader.Malformed::new);
    }

    private static Octets octets(byte[] bytes, int from, int to) {
        return Octets.of(Arrays.copyOfRange(bytes, from, to));
    }

    private static <T> Either<Seq<Violation>, T> fault(String message) {
        return Either.left(List.of(new Violation(FIELD, message)));
    }

    /** Returns what speaks against this as an answer to a request, given by a browser under that id. */
    Seq<Violation> objections(RegistrationRequest request, Octets browsersId) {
        return List.of(
                objection(!rpIdHash.equals(sha256(request.rp().id())),
                        "is for another relying party (rpIdHash); it must be for " + request.rp().id()),
                objection((flags & USER_PRESENT) == 0, "does not say that a user was present (flag UP)"),
                objection(request.userVerification() == UserVerification.REQUIRED && (flags & USER_VERIFIED) == 0,
                        "says that the user was not verified (flag UV), which the request requires"),
                objection(!request.algorithms().exists(accepted -> accepted == algorithm),
                        "has a key of an algorithm that was not asked for"),
                objection(!id.equals(browsersId), "must be for the passkey that id names"))
                .flatMap(found -> found);
    }

    private static Option<Violation> objection(boolean applies, String message) {
        return Option.when(applies, () -> new Violation(FIELD, message));
    }

    private static Octets sha256(String text) {
        return Octets.of(ByteString.encodeUtf8(text).sha256().toByteArray());
    }
}
