package io.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Endpoint;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Creates every record of the domain, the ports and the adapters' API from hostile texts. Neither its text form nor its
 * message may have more than one line, hidden characters, or the whole text. New records are found automatically.
 */
class ForeignTextTest {

    private static final String HOSTILE =
            "x\r\n\u001b[2J\u009b\u202e\u2066\u200b\u2028\u2029\uFEFF\uD83D\u0000".repeat(2_000);
    private static final int MANY = 300;
    private static final int LONGEST = 10_000;
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    /** The methods that produce text for people. Others return values to send or compare. */
    private static final List<String> SAID = List.of("toString", "message", "cause", "advice", "name");

    /** Values of types that cannot be hostile, or that belong to libraries. */
    private static final Map<Class<?>, Object> GIVEN = Map.ofEntries(
            Map.entry(String.class, HOSTILE),
            Map.entry(CharSequence.class, HOSTILE),
            Map.entry(int.class, 7), Map.entry(Integer.class, 7), Map.entry(long.class, 7L), Map.entry(Long.class, 7L),
            Map.entry(boolean.class, true), Map.entry(Boolean.class, true), Map.entry(byte[].class, new byte[3]),
            Map.entry(Instant.class, Instant.EPOCH), Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Path.class, Path.of("/" + HOSTILE.replace("\u0000", "").replace("\uD83D", ""))),
            Map.entry(Provider.class, Security.getProviders()[0]),
            Map.entry(Octets.class, Octets.of(new byte[100_000])),
            Map.entry(CorrelationId.class, CorrelationId.of("c".repeat(128)).get()),
            Map.entry(ActionPath.class, ActionPath.of("/" + "a".repeat(1_000_000)).get()),
            Map.entry(Endpoint.class, Endpoint.ofOrThrow("POST /" + "a".repeat(1_000_000))),
            Map.entry(ActionPayload.class, ActionPayload.of("a".repeat(1_000_000)).get()),
            Map.entry(ApiAnswer.class, new ApiAnswer(202, Option.some(HOSTILE), HOSTILE)),
            Map.entry(ASN1Encodable.class, DERNull.INSTANCE),
            Map.entry(ApiFailureKind.class, ApiFailureKind.UNREACHABLE),
            Map.entry(BigInteger.class, BigInteger.valueOf(7)),
            Map.entry(HttpMethod.class, HttpMethod.POST),
            Map.entry(Seal.Purpose.class, Seal.Purpose.PENDING_USER_ACTION),
            Map.entry(UserActionToken.class, UserActionToken.of("t".repeat(1_000_000)).get()),
            Map.entry(Reason.StillOpen.class, new Reason.StillOpen(refused(500), refused(429))));

    private static UserActionFailure refused(int status) {
        return UserActionFailure.apiFailed(new ApiFailure.Refused(
                Exchange.EXECUTION, status, Option.some(HOSTILE), HOSTILE, Option.some(HOSTILE), Option.none()));
    }

    static Stream<Class<?>> shownRecords() {
        return new ClassFileImporter()
                .importPackages("io.countersign.domain", "io.countersign.ports", "io.countersign.adapters")
                .stream()
                .filter(type -> type.isRecord() && isShown(type.reflect()))
                .sorted(Comparator.comparing(JavaClass::getName))
                .map(JavaClass::reflect);
    }

    /** Returns whether applications can get hold of a type. Wire types are internal. */
    private static boolean isShown(Class<?> type) {
        boolean isPublic = Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isShown(type.getEnclosingClass()));
        return isPublic && !type.getPackageName().endsWith(".wire");
    }

    @Test
    void there_are_records_of_each_module() {
        assertThat(shownRecords().map(Class::getPackageName)).contains("io.countersign.domain",
                "io.countersign.domain.challenge", "io.countersign.ports.outbound", "io.countersign.ports.failure",
                "io.countersign.adapters.crypto");
    }

    @ParameterizedTest
    @MethodSource("shownRecords")
    void a_record_made_of_the_worst_texts_says_one_bounded_line(Class<?> type) throws Exception {
        Object value = made(type);
        for (Method method : type.getMethods()) {
            if (method.getParameterCount() == 0 && method.getReturnType() == String.class
                    && SAID.contains(method.getName()) && !isComponentOfTheDomain(method)) {
                String said = (String) method.invoke(value);

                String about = type.getName() + "." + method.getName() + " of " + said.length() + " characters: "
                        + said.substring(0, Math.min(300, said.length()));
                assertThat(said.length()).as(about).isBetween(1, LONGEST);
                assertThat(HIDDEN.matcher(said).find()).as(about).isFalse();
            }
        }
    }

    /** The {@code name} of a kind or factor is the API's own and kept for comparison. */
    private static boolean isComponentOfTheDomain(Method method) {
        return method.getDeclaringClass().isRecord()
                && method.getDeclaringClass().getPackageName().startsWith("io.countersign.domain")
                && Arrays.stream(method.getDeclaringClass().getRecordComponents())
                        .anyMatch(component -> component.getName().equals(method.getName()));
    }

    private static Object made(Type type) throws Exception {
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        if (GIVEN.containsKey(raw)) {
            return GIVEN.get(raw);
        } else if (type instanceof ParameterizedType generic) {
            Object element = made(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
            return raw == Option.class ? Option.some(element)
                    : raw == Either.class ? Either.right(element)
                    : raw.isAssignableFrom(List.class) && Seq.class.isAssignableFrom(raw) ? List.fill(MANY, element)
                    : unknown(raw);
        } else if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        } else if (raw.isSealed()) {
            return made(raw.getPermittedSubclasses()[0]);
        } else if (raw.isRecord()) {
            return madeRecord(raw);
        }
        return madeOfText(raw);
    }

    private static Object madeRecord(Class<?> type) throws Exception {
        var components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            arguments[index] = made(components[index].getGenericType());
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(component -> component.getType()).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    private static Object madeOfText(Class<?> type) throws Exception {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("of") && Modifier.isStatic(method.getModifiers())
                    && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class})) {
                Object outcome = method.invoke(null, HOSTILE);
                return outcome instanceof Validation<?, ?> validation ? validation.get() : outcome;
            }
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {String.class})) {
                return constructor.newInstance(HOSTILE);
            }
        }
        return unknown(type);
    }

    private static Object unknown(Class<?> type) {
        throw new AssertionError("this test cannot make a " + type.getName() + " yet; teach it");
    }
}
