package io.countersign.adapters.crypto.passkey;

import io.countersign.domain.credential.Octets;

import java.nio.ByteBuffer;

/** Writes authenticator data (WebAuthn Level 2 §6.1). By hand, since the layout is fixed and has no library here. */
final class AuthenticatorData {

    private static final int RP_ID_HASH_BYTES = 32;
    private static final int FLAGS_AND_COUNT_BYTES = 5;
    private static final int AAGUID_BYTES = 16;
    private static final int ID_LENGTH_BYTES = 2;

    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int ATTESTED_CREDENTIAL_DATA = 0x40;

    private AuthenticatorData() {}

    /** Returns the 37 bytes for an assertion. */
    static byte[] ofAssertion(byte[] rpIdHash, boolean userVerified, long count) {
        return start(rpIdHash, flags(userVerified), count, 0).array();
    }

    /**
     * Returns the bytes for a registration, with the attested credential data (§6.5.1). The AAGUID is zero, since this
     * is no model of authenticator that anybody certified; so is the count, since the passkey has asserted nothing yet.
     */
    static byte[] ofAttestation(byte[] rpIdHash, boolean userVerified, Octets credentialId, Octets coseKey) {
        int attested = AAGUID_BYTES + ID_LENGTH_BYTES + credentialId.length() + coseKey.length();
        return start(rpIdHash, flags(userVerified) | ATTESTED_CREDENTIAL_DATA, 0, attested)
                .put(new byte[AAGUID_BYTES])
                .putShort((short) credentialId.length())
                .put(credentialId.toByteArray())
                .put(coseKey.toByteArray())
                .array();
    }

    private static int flags(boolean userVerified) {
        return userVerified ? USER_PRESENT | USER_VERIFIED : USER_PRESENT;
    }

    private static ByteBuffer start(byte[] rpIdHash, int flags, long count, int more) {
        return ByteBuffer.allocate(RP_ID_HASH_BYTES + FLAGS_AND_COUNT_BYTES + more)
                .put(rpIdHash).put((byte) flags).putInt((int) count);
    }
}
