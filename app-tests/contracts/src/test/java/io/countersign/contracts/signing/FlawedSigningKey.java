package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.contracts.support.EcdsaNumbers;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Keys with one flaw each. */
enum FlawedSigningKey implements Flaw {

    SIGNS_THE_DIGEST_OF_THE_MESSAGE(sound -> message -> sound.sign(sha256(message)),
            "a_signature_verifies_under_the_public_key", MANY),

    GIVES_R_AND_S_AS_JOSE_HAS_THEM(sound -> message -> sound.sign(message)
            .map(der -> EcdsaNumbers.of(der).get().raw().get()),
            "a_signature_is_encoded_as_the_api_takes_it"),

    SIGNS_A_ZERO_FOR_AN_EMPTY_MESSAGE(sound -> message -> sound.sign(message.length == 0 ? new byte[1] : message),
            "an_empty_message_is_signed_rightly_or_refused"),

    COUNTS_FROM_ONE(sound -> message -> message.length == 1
            ? sound.sign(new byte[0])
            : sound.sign(message),
            "a_message_of_one_byte_is_signed"),

    TAKES_32_BYTES_FOR_A_DIGEST(sound -> message -> message.length == 32
            ? TestKey.signatureOverDigest(message)
            : sound.sign(message),
            "a_message_as_long_as_a_digest_is_not_taken_for_one"),

    TAKES_THE_MESSAGE_FOR_TEXT(sound -> message ->
            sound.sign(new String(message, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)),
            "every_byte_value_is_signed_as_it_is"),

    WAITS_FOR_THE_REST_OF_48_BYTES(sound -> message -> {
        if (message.length == 48) {
            FlawedSigningKey.untilInterrupted();
        }
        return sound.sign(message);
    }, "a_message_as_long_as_a_digest_is_not_taken_for_one"),

    TRIMS_THE_MESSAGE(sound -> message -> sound.sign(
            new String(message, StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1)),
            "white_space_around_a_message_is_part_of_it"),

    SIGNS_THE_FIRST_64_KIBIBYTES(sound -> message ->
            sound.sign(message.length > 65536 ? Arrays.copyOf(message, 65536) : message),
            "a_message_as_long_as_the_key_takes_is_signed_to_its_last_byte",
            "a_longer_message_is_signed_to_its_last_byte_or_refused"),

    SIGNS_LESS_THAN_IT_SAYS(sound -> message -> message.length >= 4096
            ? Either.left(SigningFailure.keyUnusable("too long"))
            : sound.sign(message),
            "a_message_as_long_as_the_key_takes_is_signed_to_its_last_byte",
            "threads_that_sign_at_once_get_the_signature_over_their_own_message",
            "threads_that_sign_at_once_use_no_nonce_twice") {
        @Override
        KeyUnderTest said(KeyUnderTest tested) {
            return tested.maxMessageBytes(4096);
        }
    },

    CUTS_OFF_WHAT_IS_TOO_LONG(sound -> message ->
            sound.sign(message.length > 4096 ? Arrays.copyOf(message, 4096) : message),
            "a_longer_message_is_signed_to_its_last_byte_or_refused") {
        @Override
        KeyUnderTest said(KeyUnderTest tested) {
            return tested.maxMessageBytes(4096);
        }
    },

    IS_GOOD_FOR_TEN_SIGNATURES(CrowdedKey::worn,
            "a_key_signs_again_and_again", "a_signature_is_encoded_as_the_api_takes_it", "no_nonce_is_used_twice",
            "threads_that_sign_at_once_get_the_signature_over_their_own_message",
            "threads_that_sign_at_once_use_no_nonce_twice"),

    USES_ONE_NONCE_FOR_ALL(sound -> message -> TestKey.signatureWithNonce(BigInteger.valueOf(0x5DEECE66DL), message),
            "no_nonce_is_used_twice", "threads_that_sign_at_once_use_no_nonce_twice"),

    SEEDS_A_GENERATOR_FOR_EACH_THREAD_BY_THE_CLOCK(CrowdedKey::seeded,
            "threads_that_sign_at_once_use_no_nonce_twice", "no_nonce_is_used_twice"),

    SHARES_ONE_SIGNATURE_AMONG_THREADS(sound -> TestKey.sharingOneSignature(),
            "threads_that_sign_at_once_get_the_signature_over_their_own_message",
            "threads_that_sign_at_once_use_no_nonce_twice"),

    SERVES_NOBODY_AFTER_TOO_MANY_CAME(CrowdedKey::offended,
            "threads_that_sign_at_once_get_the_signature_over_their_own_message",
            "threads_that_sign_at_once_use_no_nonce_twice") {
        @Override
        KeyUnderTest said(KeyUnderTest tested) {
            return tested.maxConcurrentCalls(2);
        }
    },

    SAYS_FOR_GOOD_THAT_TOO_MANY_ARE_THERE(sound -> CrowdedKey.taking(2, sound, SigningFailure.keyUnusable("busy")),
            "threads_that_sign_at_once_get_the_signature_over_their_own_message",
            "threads_that_sign_at_once_use_no_nonce_twice") {
        @Override
        KeyUnderTest said(KeyUnderTest tested) {
            return tested.maxConcurrentCalls(2);
        }
    },

    KEEPS_THE_MESSAGE_WHERE_OTHER_THREADS_PUT_THEIRS(CrowdedKey::shared,
            "threads_that_sign_at_once_get_the_signature_over_their_own_message"),

    WIPES_THE_MESSAGE(sound -> message -> {
        var signature = sound.sign(message);
        Arrays.fill(message, (byte) 0);
        return signature;
    }, "a_message_is_left_as_it_was", "a_message_that_the_caller_changes_later_is_another_message"),

    REMEMBERS_SIGNATURES_BY_THE_CALLERS_ARRAY(FlawedSigningKey::remembering,
            "a_message_that_the_caller_changes_later_is_another_message"),

    WIPES_ITS_LAST_SIGNATURE(FlawedSigningKey::tidy,
            "a_signature_stays_as_it_is_when_another_is_made", "threads_that_sign_at_once_use_no_nonce_twice",
            "threads_that_sign_at_once_get_the_signature_over_their_own_message"),

    REMEMBERS_SIGNATURES_AND_GIVES_THEM_OUT_AGAIN(FlawedSigningKey::caching,
            "a_signature_belongs_to_the_caller"),

    SWALLOWS_THE_INTERRUPT(sound -> message -> {
        Thread.interrupted();
        return sound.sign(message);
    }, "an_interrupted_thread_gets_a_signature_or_a_failure_and_stays_interrupted"),

    TAKES_A_NULL_FOR_A_FAILURE(sound -> message -> message == null
            ? Either.left(SigningFailure.keyUnusable("no message"))
            : sound.sign(message),
            "a_null_message_is_refused_at_once"),

    SHOWS_ITS_KEY(ShowingItsKey::new,
            "no_text_form_shows_a_secret"),

    SHOWS_ITS_NUMBER(sound -> new ShowingItsKey(sound, "d=" + TestKey.number()),
            "no_text_form_shows_a_secret"),

    SHOWS_ITS_NUMBER_IN_HEX(sound -> new ShowingItsKey(sound, TestKey.number().toString(16).toUpperCase(Locale.ROOT)
            .replaceAll("..", "$0:")),
            "no_text_form_shows_a_secret");

    private final Function<SigningKey, SigningKey> spoil;
    private final Detection detection;

    FlawedSigningKey(Function<SigningKey, SigningKey> spoil, String caughtBy, String... alsoSeenBy) {
        this.spoil = spoil;
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    SigningKey of(SigningKey sound) {
        return spoil.apply(sound);
    }

    /** Adds the declarations of a team with such a key. */
    KeyUnderTest said(KeyUnderTest tested) {
        return tested;
    }

    @Override
    public Detection detection() {
        return detection;
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SigningKey remembering(SigningKey sound) {
        Map<Integer, Either<SigningFailure, byte[]>> signatures = new HashMap<>();
        return message -> {
            synchronized (signatures) {
                return signatures.computeIfAbsent(System.identityHashCode(message), array -> sound.sign(message))
                        .map(byte[]::clone);
            }
        };
    }

    private static SigningKey tidy(SigningKey sound) {
        var last = new AtomicReference<>(new byte[0]);
        return message -> sound.sign(message)
                .peek(signature -> Arrays.fill(last.getAndSet(signature), (byte) 0));
    }

    private static SigningKey caching(SigningKey sound) {
        Map<String, Either<SigningFailure, byte[]>> signatures = new HashMap<>();
        return message -> {
            synchronized (signatures) {
                return signatures.computeIfAbsent(Arrays.toString(message), text -> sound.sign(message));
            }
        };
    }

    /** Shows its components, as a record does by default. */
    private record ShowingItsKey(SigningKey sound, String pem) implements SigningKey {

        ShowingItsKey(SigningKey sound) {
            this(sound, TestKey.PRIVATE_KEY_PEM.lines().skip(1).findFirst().orElseThrow());
        }

        @Override
        public Either<SigningFailure, byte[]> sign(byte[] message) {
            return sound.sign(message);
        }
    }
}
