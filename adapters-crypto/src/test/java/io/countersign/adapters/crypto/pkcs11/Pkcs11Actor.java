package io.countersign.adapters.crypto.pkcs11;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;


/** Something else in this process that uses the same PKCS#11 library. Knows 64-bit Linux and macOS alone. */
final class Pkcs11Actor {

    private static final Functions LIBRARY = Native.load(SoftHsm.LIBRARY.toString(), Functions.class);

    static final long CLASS = 0;
    static final long TOKEN = 1;
    static final long PRIVATE = 2;
    static final long LABEL = 3;
    static final long VALUE = 0x11;
    static final long CERTIFICATE_TYPE = 0x80;
    static final long KEY_TYPE = 0x100;
    static final long SUBJECT = 0x101;
    static final long ID = 0x102;
    static final long SENSITIVE = 0x103;
    static final long PRIVATE_EXPONENT = 0x123;
    static final long EXTRACTABLE = 0x162;
    static final long CERTIFICATE = 1;
    static final long PRIVATE_KEY = 3;
    static final long SECRET_KEY = 4;
    static final long AES = 0x1F;
    static final long ATTRIBUTE_SENSITIVE = 0x11;

    private static final long READ_WRITE_SERIAL = 2 | 4;
    private static final long USER = 1;
    private static final int ATTRIBUTE = 24;

    private Pkcs11Actor() {}

    interface Functions extends Library {

        int C_OpenSession(NativeLong slot, NativeLong flags, Pointer application, Pointer notify,
                NativeLongByReference session);

        int C_CloseSession(NativeLong session);

        int C_CloseAllSessions(NativeLong slot);

        int C_GetTokenInfo(NativeLong slot, Pointer information);

        int C_GetSessionInfo(NativeLong session, Pointer information);

        int C_Login(NativeLong session, NativeLong user, byte[] pin, NativeLong length);

        int C_Logout(NativeLong session);

        int C_SetPIN(NativeLong session, byte[] old, NativeLong oldLength, byte[] pin, NativeLong length);

        int C_CreateObject(NativeLong session, Pointer template, NativeLong count, NativeLongByReference object);

        int C_FindObjectsInit(NativeLong session, Pointer template, NativeLong count);

        int C_FindObjects(NativeLong session, Pointer objects, NativeLong most, NativeLongByReference count);

        int C_FindObjectsFinal(NativeLong session);

        int C_GetAttributeValue(NativeLong session, NativeLong object, Pointer template, NativeLong count);

        int C_DestroyObject(NativeLong session, NativeLong object);
    }

    static void closeAllSessions(long slot) {
        check(LIBRARY.C_CloseAllSessions(new NativeLong(slot)));
    }

    static void logOut(long slot) {
        inSession(slot, session -> LIBRARY.C_Logout(session));
    }

    static boolean isLoggedIn(long slot) {
        Memory information = new Memory(32);
        inSession(slot, session -> LIBRARY.C_GetSessionInfo(session, information));
        return information.getNativeLong(8).longValue() == 3; // CKS_RW_USER_FUNCTIONS
    }

    /** Returns true if a wrong PIN was given since the last right one. */
    static boolean countsWrongPins(long slot) {
        Memory information = new Memory(256);
        check(LIBRARY.C_GetTokenInfo(new NativeLong(slot), information));
        return (information.getNativeLong(96).longValue() & 0x10000) != 0; // CKF_USER_PIN_COUNT_LOW
    }

    /** Returns the number of sessions. SoftHSM does not tell it, but counts its handles up. */
    static long sessions(long slot) {
        long[] sessions = new long[1];
        inSession(slot, latest -> {
            Memory information = new Memory(32);
            for (long handle = 1; handle < latest.longValue(); handle++) {
                if (LIBRARY.C_GetSessionInfo(new NativeLong(handle), information) == 0
                        && information.getNativeLong(0).longValue() == slot) {
                    sessions[0]++;
                }
            }
            return 0;
        });
        return sessions[0];
    }

    /** With a login in a session of its own meanwhile. */
    static void whileLoggedIn(long slot, Runnable work) {
        NativeLongByReference session = new NativeLongByReference();
        check(LIBRARY.C_OpenSession(
                new NativeLong(slot), new NativeLong(READ_WRITE_SERIAL), null, null, session));
        byte[] pin = SoftHsm.PIN.getBytes(StandardCharsets.UTF_8);
        check(LIBRARY.C_Login(session.getValue(), new NativeLong(USER), pin, new NativeLong(pin.length)));
        try {
            work.run();
        } finally {
            LIBRARY.C_CloseSession(session.getValue());
        }
    }

    static void changePin(long slot, String old, String changed) {
        byte[] was = old.getBytes(StandardCharsets.UTF_8);
        byte[] is = changed.getBytes(StandardCharsets.UTF_8);
        loggedIn(slot, session -> LIBRARY.C_SetPIN(
                session, was, new NativeLong(was.length), is, new NativeLong(is.length)));
    }

    static void create(long slot, Object... attributes) {
        loggedIn(slot, session -> {
            try (Memory template = template(attributes)) {
                return LIBRARY.C_CreateObject(
                        session, template, new NativeLong(attributes.length / 2), new NativeLongByReference());
            }
        });
    }

    /** Writes an attribute of the private key of that id to the array, and returns the return value. */
    static int attribute(long slot, byte[] id, long type, byte[] value) {
        int[] answer = new int[1];
        loggedIn(slot, session -> {
            NativeLong key = theOnly(session, CLASS, PRIVATE_KEY, ID, id);
            try (Memory template = template(type, value)) {
                answer[0] = LIBRARY.C_GetAttributeValue(session, key, template, new NativeLong(1));
                template.read(ATTRIBUTE, value, 0, value.length);
            }
            return 0;
        });
        return answer[0];
    }

    static void destroy(long slot, long objectClass, byte[] id) {
        loggedIn(slot, session -> LIBRARY.C_DestroyObject(session, theOnly(session, CLASS, objectClass, ID, id)));
    }

    private static NativeLong theOnly(NativeLong session, Object... attributes) {
        try (Memory template = template(attributes); Memory found = new Memory(16)) {
            NativeLongByReference count = new NativeLongByReference();
            check(LIBRARY.C_FindObjectsInit(session, template, new NativeLong(attributes.length / 2)));
            check(LIBRARY.C_FindObjects(session, found, new NativeLong(2), count));
            check(LIBRARY.C_FindObjectsFinal(session));
            if (count.getValue().longValue() != 1) {
                throw new AssertionError(count.getValue() + " objects");
            }
            return found.getNativeLong(0);
        }
    }

    /** For each CK_ATTRIBUTE its type and its value: a boolean, a CK_ULONG, or bytes. One block, values at the end. */
    private static Memory template(Object... attributes) {
        int count = attributes.length / 2;
        byte[][] values = new byte[count][];
        long size = (long) count * ATTRIBUTE;
        for (int at = 0; at < count; at++) {
            values[at] = bytes(attributes[2 * at + 1]);
            size += values[at].length;
        }
        Memory block = new Memory(size);
        long end = (long) count * ATTRIBUTE;
        for (int at = 0; at < count; at++) {
            block.write(end, values[at], 0, values[at].length);
            block.setLong((long) at * ATTRIBUTE, (long) attributes[2 * at]);
            block.setPointer((long) at * ATTRIBUTE + 8, Pointer.createConstant(Pointer.nativeValue(block) + end));
            block.setLong((long) at * ATTRIBUTE + 16, values[at].length);
            end += values[at].length;
        }
        return block;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof Boolean yes) {
            return new byte[] {(byte) (yes ? 1 : 0)};
        }
        return value instanceof Long number
                ? ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(number).array()
                : (byte[]) value;
    }

    private interface Deed {

        int in(NativeLong session);
    }

    private static void inSession(long slot, Deed deed) {
        NativeLongByReference session = new NativeLongByReference();
        check(LIBRARY.C_OpenSession(
                new NativeLong(slot), new NativeLong(READ_WRITE_SERIAL), null, null, session));
        try {
            check(deed.in(session.getValue()));
        } finally {
            LIBRARY.C_CloseSession(session.getValue());
        }
    }

    /** Leaves the login as it was. */
    private static void loggedIn(long slot, Deed deed) {
        boolean before = isLoggedIn(slot);
        inSession(slot, session -> {
            byte[] pin = SoftHsm.PIN.getBytes(StandardCharsets.UTF_8);
            if (!before) {
                check(LIBRARY.C_Login(session, new NativeLong(USER), pin, new NativeLong(pin.length)));
            }
            int answer = deed.in(session);
            if (!before) {
                check(LIBRARY.C_Logout(session));
            }
            return answer;
        });
    }

    private static void check(int answer) {
        if (answer != 0) {
            throw new AssertionError("PKCS#11 answered 0x" + Integer.toHexString(answer));
        }
    }
}
