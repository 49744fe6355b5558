package io.countersign.adapters.crypto.pkcs11;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;
import com.sun.jna.ptr.PointerByReference;
import io.countersign.adapters.crypto.pkcs11.TokenAccess.Identified;
import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.domain.OneLine;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads the labels of tokens and the ids of objects from a PKCS#11 library. It changes nothing. The library is the one
 * that SunPKCS11 uses, in the same process, so it shows what that login permits.
 *
 * <p>This stays by hand because SunPKCS11 shows neither labels of tokens nor ids. It is the only class that uses JNA.
 * The layouts are those of PKCS#11 v2.40 §2.1: a {@code CK_ULONG} is a C {@code long}; structures are packed on
 * Windows, and elsewhere have no gaps but the one after {@code CK_VERSION}.
 */
final class Cryptoki {

    // Positions in CK_FUNCTION_LIST (pkcs11f.h).
    private static final int INITIALIZE = 0;
    private static final int GET_SLOT_LIST = 4;
    private static final int GET_TOKEN_INFO = 6;
    private static final int OPEN_SESSION = 12;
    private static final int CLOSE_SESSION = 13;
    private static final int GET_ATTRIBUTE_VALUE = 24;
    private static final int FIND_OBJECTS_INIT = 26;
    private static final int FIND_OBJECTS = 27;
    private static final int FIND_OBJECTS_FINAL = 28;

    private static final long CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
    private static final long CKF_OS_LOCKING_OK = 2;
    private static final long CKF_SERIAL_SESSION = 4;
    private static final long CKF_TOKEN_INITIALIZED = 0x400;
    private static final long CKO_CERTIFICATE = 1;
    private static final long CKO_PRIVATE_KEY = 3;
    private static final long CKA_CLASS = 0;
    private static final long CKA_TOKEN = 1;
    private static final long CKA_VALUE = 0x11;
    private static final long CKA_ID = 0x102;

    private static final int LONG = Native.LONG_SIZE;
    private static final int POINTER = Native.POINTER_SIZE;
    private static final int ATTRIBUTE = LONG + POINTER + LONG;
    private static final int FIRST_FUNCTION = Platform.isWindows() ? 2 : POINTER;
    /** The offset of the flags in CK_TOKEN_INFO: after label, manufacturer, model and serial number. */
    private static final int TOKEN_FLAGS = 32 + 32 + 16 + 16;
    /** The flag that SunPKCS11 loads with, so that symbols of libraries do not mix; Windows ignores it. */
    private static final int RTLD_LAZY = 1;
    private static final int MOST_OBJECTS = 100;

    private static final io.vavr.collection.Map<Long, String> CODES = HashMap.<Long, String>empty()
            .put(0x03L, "CKR_SLOT_ID_INVALID").put(0x05L, "CKR_GENERAL_ERROR").put(0x30L, "CKR_DEVICE_ERROR")
            .put(0x32L, "CKR_DEVICE_REMOVED").put(0xB3L, "CKR_SESSION_HANDLE_INVALID")
            .put(0xE0L, "CKR_TOKEN_NOT_PRESENT").put(0xE1L, "CKR_TOKEN_NOT_RECOGNIZED")
            .put(0x190L, "CKR_CRYPTOKI_NOT_INITIALIZED");

    private final Pointer functions;

    private Cryptoki(Pointer functions) {
        this.functions = functions;
    }

    /**
     * Loads the library and initialises it if nobody has. Throws {@link LinkageError} if JNA is missing or does not
     * load.
     */
    static Either<TokenRefusal, Cryptoki> of(Path library) {
        try {
            NativeLibrary loaded = NativeLibrary.getInstance(library.toString(), Platform.isWindows()
                    ? Map.of() : Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY));
            PointerByReference list = new PointerByReference();
            check(loaded.getFunction("C_GetFunctionList").invokeInt(new Object[] {list}));
            Cryptoki cryptoki = new Cryptoki(list.getValue());
            cryptoki.initialise();
            return Either.right(cryptoki);
        } catch (UnsatisfiedLinkError noLibrary) {
            return Either.left(TokenRefusal.of(Kind.LIBRARY_NOT_USABLE, library, loaderSays(noLibrary)));
        } catch (Refused refused) {
            return Either.left(refused.fault().ofToken());
        }
    }

    /** Returns the loader's message without JNA's additions, which include the whole class path. */
    private static String loaderSays(UnsatisfiedLinkError noLibrary) {
        List<String> lines = List.ofAll(String.valueOf(noLibrary.getMessage()).lines());
        return lines.find(line -> line.startsWith("/")).getOrElse(() -> lines.headOption().getOrElse("not loaded"));
    }

    /** Initialises the library for good: others in this process may use it, and SunPKCS11 accepts that. */
    private void initialise() {
        Memory arguments = zeroed(4L * POINTER + LONG + POINTER);
        arguments.setNativeLong(4L * POINTER, new NativeLong(CKF_OS_LOCKING_OK));
        long answer = answer(INITIALIZE, arguments);
        if (answer != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
            check(answer);
        }
    }

    /** Returns the slot of the only token with that label. */
    Either<TokenRefusal, Long> slotOf(String label) {
        try {
            List<Token> tokens = tokens();
            List<Long> slots = tokens.filter(token -> token.label().equals(label)).map(Token::slot);
            return switch (slots.size()) {
                case 0 -> Either.left(TokenRefusal.of(Kind.NO_SUCH_TOKEN,
                        TokenSelector.label(label), CryptokiText.quoted(tokens.map(Token::label))));
                case 1 -> Either.right(slots.head());
                default -> Either.left(TokenRefusal.of(Kind.SEVERAL_TOKENS,
                        OneLine.of(label), OneLine.ofAll(slots, "none")));
            };
        } catch (Refused refused) {
            return Either.left(refused.fault().ofToken());
        }
    }

    private List<Token> tokens() {
        NativeLongByReference count = new NativeLongByReference();
        call(GET_SLOT_LIST, (byte) 1, null, count);
        Memory slots = zeroed((long) LONG * Math.max(1, count.getValue().intValue()));
        call(GET_SLOT_LIST, (byte) 1, slots, count);
        return List.range(0, count.getValue().intValue())
                .map(at -> slots.getNativeLong((long) at * LONG))
                .flatMap(this::token);
    }

    /** Returns the token in that slot, or none if it cannot be read or has no label yet. */
    private Seq<Token> token(NativeLong slot) {
        Memory information = zeroed(512);
        return answer(GET_TOKEN_INFO, slot, information) == 0
                && (unsigned(information.getNativeLong(TOKEN_FLAGS)) & CKF_TOKEN_INITIALIZED) != 0
                ? List.of(new Token(unsigned(slot),
                        new String(information.getByteArray(0, 32), StandardCharsets.UTF_8).stripTrailing()))
                : List.empty();
    }

    /** Returns the objects in that slot with that id. */
    Either<TokenRefusal, Identified> identified(long slot, byte[] id) {
        try {
            NativeLongByReference session = new NativeLongByReference();
            call(OPEN_SESSION, new NativeLong(slot), new NativeLong(CKF_SERIAL_SESSION), null, null, session);
            try {
                return Either.right(new Identified(
                        found(session.getValue(), CKO_CERTIFICATE, id)
                                .flatMap(certificate -> value(session.getValue(), certificate)),
                        found(session.getValue(), CKO_PRIVATE_KEY, id).size()));
            } finally {
                answer(CLOSE_SESSION, session.getValue());
            }
        } catch (Refused refused) {
            return Either.left(refused.fault().ofToken());
        }
    }

    private List<NativeLong> found(NativeLong session, long objectClass, byte[] id) {
        long values = 3L * ATTRIBUTE;
        Memory template = zeroed(values + LONG + 1 + id.length);
        template.setNativeLong(values, new NativeLong(objectClass));
        template.setByte(values + LONG, (byte) 1);
        template.write(values + LONG + 1, id, 0, id.length);
        attribute(template, 0, CKA_CLASS, values, LONG);
        attribute(template, 1, CKA_TOKEN, values + LONG, 1);
        attribute(template, 2, CKA_ID, values + LONG + 1, id.length);
        Memory handles = zeroed((long) MOST_OBJECTS * LONG);
        NativeLongByReference count = new NativeLongByReference();
        call(FIND_OBJECTS_INIT, session, template, new NativeLong(3));
        call(FIND_OBJECTS, session, handles, new NativeLong(MOST_OBJECTS), count);
        call(FIND_OBJECTS_FINAL, session);
        return List.range(0, count.getValue().intValue()).map(at -> handles.getNativeLong((long) at * LONG));
    }

    /** Returns the DER of a certificate, or none if the token has only a reference to it. */
    private Seq<byte[]> value(NativeLong session, NativeLong object) {
        Memory length = zeroed(ATTRIBUTE);
        length.setNativeLong(0, new NativeLong(CKA_VALUE));
        call(GET_ATTRIBUTE_VALUE, session, object, length, new NativeLong(1));
        int bytes = length.getNativeLong(LONG + POINTER).intValue();
        if (bytes <= 0) {
            return List.empty();
        }
        Memory value = zeroed((long) ATTRIBUTE + bytes);
        attribute(value, 0, CKA_VALUE, ATTRIBUTE, bytes);
        call(GET_ATTRIBUTE_VALUE, session, object, value, new NativeLong(1));
        return List.of(value.getByteArray(ATTRIBUTE, bytes));
    }

    /** Writes an attribute whose value is in the same block of memory, which keeps both alive. */
    private static void attribute(Memory block, int at, long type, long value, long length) {
        long offset = (long) at * ATTRIBUTE;
        block.setNativeLong(offset, new NativeLong(type));
        block.setPointer(offset + LONG, block.share(value));
        block.setNativeLong(offset + LONG + POINTER, new NativeLong(length));
    }

    private static Memory zeroed(long bytes) {
        Memory memory = new Memory(bytes);
        memory.clear();
        return memory;
    }

    private void call(int function, @Nullable Object... arguments) {
        check(answer(function, arguments));
    }

    private long answer(int function, @Nullable Object... arguments) {
        Pointer entry = functions.getPointer(FIRST_FUNCTION + (long) function * POINTER);
        return unsigned((NativeLong) Function.getFunction(entry).invoke(NativeLong.class, arguments));
    }

    private static void check(long answer) {
        if (answer != 0) {
            throw new Refused(CODES.getOrElse(answer, "0x%08X".formatted(answer)));
        }
    }

    private static long unsigned(NativeLong number) {
        return LONG == Integer.BYTES ? Integer.toUnsignedLong(number.intValue()) : number.longValue();
    }

    private record Token(long slot, String label) {}

    /** Carries a return value to a method of this class, which returns it as a refusal. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String code) {
            super(code, null, false, false);
        }

        Pkcs11Fault fault() {
            return Pkcs11Fault.of(this);
        }
    }
}
