package io.countersign.contracts.sealing;

import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.fixture.Meeting;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;
import io.vavr.control.Either;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Seals with one flaw each. */
enum FlawedSeal implements Flaw {

    STRIPS_WHAT_IT_OPENS(sound -> opening(sound,
            (sealed, purpose, user) -> sound.open(sealed, purpose, user).map(String::strip)),
            "what_was_sealed_opens_for_its_user"),

    WRITES_BASE64_OF_MAIL(sound -> new Both(
            (text, purpose, user) -> sound.seal(text, purpose, user).map(FlawedSeal::mail),
            (sealed, purpose, user) -> unmailed(sealed).flatMap(inner -> sound.open(inner, purpose, user))),
            "a_form_field_a_header_and_a_url_carry_it_as_it_is"),

    AUTHENTICATES_AND_DOES_NOT_ENCRYPT(sound -> new Both(
            (text, purpose, user) -> sound.seal(text, purpose, user).map(sealed -> url(text) + "~" + sealed),
            (sealed, purpose, user) -> sound.open(sealed.substring(sealed.indexOf('~') + 1), purpose, user)),
            "what_is_sealed_does_not_show", "equal_texts_do_not_look_equal",
            "what_was_altered_does_not_open_as_another_text", "parts_of_two_sealed_texts_do_not_open_together"),

    SEALS_EQUAL_TEXTS_EQUALLY(FlawedSeal::remembering, "equal_texts_do_not_look_equal"),

    TAKES_USERS_FOR_ONE_IN_ANY_CASE(sound -> new Both(
            (text, purpose, user) -> sound.seal(text, purpose, user.toLowerCase(Locale.ROOT)),
            (sealed, purpose, user) -> sound.open(sealed, purpose, user.toLowerCase(Locale.ROOT))),
            "it_opens_for_nobody_else"),

    IGNORES_THE_PURPOSE(sound -> new Both(
            (text, purpose, user) -> sound.seal(text, SealedSamples.PURPOSE, user),
            (sealed, purpose, user) -> sound.open(sealed, SealedSamples.PURPOSE, user)),
            "it_opens_for_no_other_purpose", "what_one_purpose_lacks_a_user_does_not_make_up_for",
            "no_text_form_shows_what_is_sealed", "a_null_is_refused_at_once"),

    TAKES_PURPOSE_AND_USER_FOR_ONE_TEXT(sound -> new Both(
            (text, purpose, user) -> sound.seal(text, SealedSamples.PURPOSE, joined(purpose, user)),
            (sealed, purpose, user) -> sound.open(sealed, SealedSamples.PURPOSE, joined(purpose, user))
                    .mapLeft(failure -> failure.kind() == SealFailure.Kind.FOR_ANOTHER_USER
                            ? SealFailure.altered() : failure)),
            "what_one_purpose_lacks_a_user_does_not_make_up_for"),

    CALLS_NONSENSE_ITS_OWN_FAULT(sound -> opening(sound, (sealed, purpose, user) -> sealed.startsWith("e30.")
            ? Either.left(SealFailure.sealBroken("no claims"))
            : sound.open(sealed, purpose, user)),
            "what_is_no_sealed_text_does_not_open"),

    DECRYPTS_AND_DOES_NOT_AUTHENTICATE(sound -> opening(sound, (sealed, purpose, user) -> sound
            .open(sealed, purpose, user)
            .fold(failure -> failure.kind() == SealFailure.Kind.ALTERED
                    && sealed.length() > 200 && sealed.length() < 600
                    ? Either.right("garbage")
                    : Either.left(failure), Either::right)),
            "what_was_altered_does_not_open_as_another_text", "parts_of_two_sealed_texts_do_not_open_together",
            "what_breaks_off_does_not_open", "what_another_seal_sealed_does_not_open",
            "no_text_form_shows_what_is_sealed"),

    MAKES_DO_WITH_THE_BEGINNING(FlawedSeal::generous, "what_breaks_off_does_not_open",
            "what_is_no_sealed_text_does_not_open", "no_text_form_shows_what_is_sealed"),

    AUTHENTICATES_EACH_HALF_ALONE(FlawedSeal::halved, "parts_of_two_sealed_texts_do_not_open_together",
            "it_opens_for_nobody_else", "equal_texts_do_not_look_equal"),

    OPENS_WITH_ANY_KEY(sound -> opening(sound, (sealed, purpose, user) -> sound.open(sealed, purpose, user)
            .orElse(SealContractTest.OTHER.open(sealed, purpose, user).mapLeft(failure -> SealFailure.altered()))),
            "what_another_seal_sealed_does_not_open", MANY),

    NEVER_ENDS(sound -> opening(sound, (sealed, purpose, user) -> sound.open(sealed, purpose, user)
            .fold(failure -> failure.kind() == SealFailure.Kind.EXPIRED
                    ? SealContractTest.SOUND.open(sealed, purpose, user)
                    : Either.left(failure), Either::right)),
            "it_ends_with_its_time", "no_text_form_shows_what_is_sealed"),

    CROSSES_THREADS(FlawedSeal::crossing, "threads_that_seal_and_open_at_once_get_what_is_theirs"),

    SWALLOWS_THE_INTERRUPT(sound -> opening(sound, (sealed, purpose, user) -> {
        Thread.interrupted();
        return sound.open(sealed, purpose, user);
    }), "an_interrupted_thread_gets_an_answer_and_stays_interrupted"),

    TAKES_A_NULL_FOR_A_FAILURE(sound -> opening(sound, (sealed, purpose, user) -> sealed == null
            ? Either.left(SealFailure.altered())
            : sound.open(sealed, purpose, user)),
            "a_null_is_refused_at_once"),

    SHOWS_WHAT_DOES_NOT_OPEN(sound -> opening(sound, (sealed, purpose, user) -> sound.open(sealed, purpose, user)
            .mapLeft(failure -> failure.kind() == SealFailure.Kind.FOR_ANOTHER_USER
                    ? SealFailure.sealBroken("not for this user: " + sealed) : failure)),
            "no_text_form_shows_what_is_sealed", "it_opens_for_nobody_else",
            "what_one_purpose_lacks_a_user_does_not_make_up_for");

    private final UnaryOperator<Seal> spoil;
    private final Detection detection;

    FlawedSeal(UnaryOperator<Seal> spoil, String caughtBy, String... alsoSeenBy) {
        this.spoil = spoil;
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    Seal spoiled(Seal sound) {
        return spoil.apply(sound);
    }

    @Override
    public Detection detection() {
        return detection;
    }

    /** Either sealing or opening. */
    private interface Direction {

        Either<SealFailure, String> apply(String text, Seal.Purpose purpose, String user);
    }

    private record Both(Direction sealing, Direction opening) implements Seal {

        @Override
        public Either<SealFailure, String> seal(String text, Seal.Purpose purpose, String user) {
            return sealing.apply(text, purpose, user);
        }

        @Override
        public Either<SealFailure, String> open(String sealed, Seal.Purpose purpose, String user) {
            return opening.apply(sealed, purpose, user);
        }

        @Override
        public String toString() {
            return "a seal";
        }
    }

    private static Seal opening(Seal sound, Direction opening) {
        return new Both(sound::seal, opening);
    }

    private static String joined(Seal.Purpose purpose, String user) {
        return purpose.name() + "." + Objects.requireNonNull(user, "user");
    }

    private static String mail(String sealed) {
        return Base64.getEncoder().encodeToString((sealed + "=").getBytes(StandardCharsets.UTF_8)) + "=";
    }

    private static Either<SealFailure, String> unmailed(String sealed) {
        try {
            String inner = new String(Base64.getDecoder().decode(sealed.substring(0, Math.max(0, sealed.length() - 1))),
                    StandardCharsets.UTF_8);
            return Either.right(inner.substring(0, Math.max(0, inner.length() - 1)));
        } catch (IllegalArgumentException noBase64) {
            return Either.left(SealFailure.altered());
        }
    }

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Seal remembering(Seal sound) {
        Map<List<Object>, Either<SealFailure, String>> made = new ConcurrentHashMap<>();
        return new Both((text, purpose, user) -> made.computeIfAbsent(
                List.<Object>of(text, purpose, user), any -> sound.seal(text, purpose, user)),
                sound::open);
    }

    /** Opens every text that starts with a sealed one. */
    private static Seal generous(Seal sound) {
        Set<String> made = ConcurrentHashMap.newKeySet();
        return new Both(
                (text, purpose, user) -> sound.seal(text, purpose, user).peek(made::add),
                (sealed, purpose, user) -> sound.open(made.stream()
                        .filter(whole -> sealed.length() > 20 && whole.startsWith(sealed)).findAny().orElse(sealed),
                        purpose, user));
    }

    /** Seals each half of the text separately. */
    private static Seal halved(Seal sound) {
        return new Both(
                (text, purpose, user) -> sound.seal(text.substring(0, text.length() / 2), purpose, user)
                        .flatMap(first -> sound.seal(text.substring(text.length() / 2), purpose, user)
                                .map(second -> first + "~" + second)),
                (sealed, purpose, user) -> {
                    int middle = Math.max(0, sealed.indexOf('~'));
                    return sound.open(sealed.substring(0, middle), purpose, user).flatMap(first ->
                            sound.open(sealed.substring(middle + 1), purpose, user).map(first::concat));
                });
    }

    private static Seal crossing(Seal sound) {
        var current = new AtomicReference<Either<SealFailure, String>>();
        var meeting = new Meeting();
        return new Both((text, purpose, user) -> {
            if (!text.startsWith("text ")) {
                return sound.seal(text, purpose, user);
            }
            current.set(sound.seal(text, purpose, user));
            meeting.waitForAnother();
            return current.get();
        }, sound::open);
    }
}
