package io.countersign.adapters.crypto.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keys that others keep: asked in their way, answered in the API's. */
@Timeout(120)
public class RemoteSigningKeyTest {

    private static final byte[] MESSAGE = "{\"type\":\"key.get\"}".getBytes(StandardCharsets.UTF_8);

    static Stream<Arguments> everyAgreement() {
        return Stream.of(SignatureScheme.values()).flatMap(scheme -> Stream.of(SigningInput.values()).flatMap(input ->
                Stream.of(SignatureEncoding.values())
                        .filter(encoding -> builder(scheme, input, encoding, silent()).build().isValid())
                        .map(encoding -> Arguments.of(scheme, input, encoding))));
    }

    private static RemoteSigningKey.Builder builder(
            SignatureScheme scheme, SigningInput input, SignatureEncoding encoding, RemoteSigner signer) {
        return RemoteSigningKey.builder(scheme, signer).input(input).encoding(encoding);
    }

    private static RemoteSigner silent() {
        return input -> {
            throw new AssertionError("nobody is to be asked");
        };
    }

    private static RemoteSigner answering(byte[] answer) {
        return input -> Either.right(answer);
    }

    private static RemoteSigner throwing(Throwable exception) {
        return input -> sneaky(exception);
    }

    @SuppressWarnings("unchecked")
    public static <T, E extends Throwable> T sneaky(Throwable exception) throws E {
        throw (E) exception;
    }

    private static byte[] signature(SigningKey key, byte[] message) {
        return key.sign(message).getOrElseThrow(failure -> new AssertionError(failure.message()));
    }

    private static void isSignedAsTheApiWants(SignatureScheme scheme, SigningKey key, byte[] message) {
        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(Keys.pemFor(scheme)), message, signature(key, message)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyAgreement")
    void whatever_is_agreed_the_api_gets_its_own_encoding(
            SignatureScheme scheme, SigningInput input, SignatureEncoding encoding) {
        var service = SigningService.holding(Keys.pemFor(scheme), scheme, input, encoding);
        var key = builder(scheme, input, encoding, service).buildOrThrow();

        isSignedAsTheApiWants(scheme, key, MESSAGE);
        isSignedAsTheApiWants(scheme, key, new byte[100_000]);
        assertThat(key.scheme()).isEqualTo(scheme);
    }

    @ParameterizedTest
    @EnumSource
    void what_the_four_services_answer_is_taken(SigningService service) {
        for (SignatureScheme scheme : SignatureScheme.values()) {
            service.agreementFor(scheme).forEach(agreed -> {
                var signer = SigningService.holding(
                        Keys.pemFor(scheme), scheme, agreed.input(), agreed.encoding());
                var key = builder(scheme, agreed.input(), agreed.encoding(), signer)
                        .publicKey(OpenSsl.publicKeyOf(Keys.pemFor(scheme))).buildOrThrow();

                isSignedAsTheApiWants(scheme, key, MESSAGE);
                assertThat(key.sign(new byte[0])).isRight();
            });
        }
    }

    @Test
    void the_signer_is_handed_the_message_or_its_digest_once_and_as_an_array_of_its_own() {
        var handedOver = new AtomicReference<byte[]>();
        var asked = new AtomicInteger();
        RemoteSigner signer = input -> {
            asked.incrementAndGet();
            handedOver.set(input.clone());
            Arrays.fill(input, (byte) 0);
            return Either.left(SigningFailure.keyUnusable("not today"));
        };
        byte[] message = {1, 2, 3};

        RemoteSigningKey.builder(SignatureScheme.RS256, signer).buildOrThrow().sign(message);
        assertThat(handedOver.get()).containsExactly(1, 2, 3);
        assertThat(message).containsExactly(1, 2, 3);

        RemoteSigningKey.builder(SignatureScheme.RS256, signer).input(SigningInput.SHA256_DIGEST).buildOrThrow()
                .sign(message);
        assertThat(handedOver.get()).asHexString()
                .isEqualTo("039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81");
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_signer_that_uses_one_array_for_all_its_answers_changes_none_that_were_given() {
        byte[] reused = new byte[256];
        var key = RemoteSigningKey.builder(SignatureScheme.RS256, answering(reused)).buildOrThrow();

        byte[] first = signature(key, MESSAGE);
        Arrays.fill(reused, (byte) 1);

        assertThat(first).containsOnly(0);
    }

    @Test
    void failures_of_the_signer_come_through_as_they_are() {
        var failure = SigningFailure.notConfirmed("the second approver declined. Ask again.");
        var key = RemoteSigningKey.builder(SignatureScheme.ES256, input -> Either.left(failure)).buildOrThrow();

        assertThat(key.sign(MESSAGE)).containsOnLeft(failure);
    }

    @Test
    void a_signer_that_throws_all_the_same_is_told_by_type_and_without_the_message() {
        for (Throwable exception : new Throwable[] {
            new IllegalStateException("a secret"), new IOException("a secret"), new NullPointerException(),
            new NoSuchMethodError("of an SDK that does not fit its dependencies: a secret"),
            new AssertionError("a secret"), new StackOverflowError("a secret"), new OutOfMemoryError("a secret"),
            new ExceptionInInitializerError("a secret")}) {
            var failure = RemoteSigningKey.builder(SignatureScheme.ES256, throwing(exception)).buildOrThrow()
                    .sign(MESSAGE).getLeft();

            assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
            assertThat(failure.message()).contains(exception.getClass().getName(), "try again")
                    .doesNotContain("a secret");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void a_thread_that_is_interrupted_while_the_signer_waits_stays_interrupted() {
        var failure = RemoteSigningKey.builder(SignatureScheme.ES256, throwing(new InterruptedException("a secret")))
                .buildOrThrow().sign(MESSAGE).getLeft();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("InterruptedException").doesNotContain("a secret");
    }

    @Test
    void a_thread_that_was_interrupted_before_signs_all_the_same_and_stays_interrupted() {
        var key = RemoteSigningKey.builder(SignatureScheme.RS256, answering(new byte[256])).buildOrThrow();
        Thread.currentThread().interrupt();
        try {
            assertThat(key.sign(MESSAGE)).isRight();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_signer_that_answers_null_is_no_signer() {
        for (RemoteSigner signer : new RemoteSigner[] {
            input -> null, input -> Either.right(null), input -> Either.left(null)}) {
            var key = RemoteSigningKey.builder(SignatureScheme.ES256, signer).buildOrThrow();

            assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                    .extracting(SigningFailure::message).asString().contains("answered null");
        }
    }

    @Test
    void many_threads_sign_at_once_and_none_waits_for_another() throws Exception {
        int threads = 8;
        var together = new CyclicBarrier(threads);
        var signer = SigningService.holding(
                Keys.P256, SignatureScheme.ES256, SigningInput.SHA256_DIGEST, SignatureEncoding.RAW);
        var key = builder(SignatureScheme.ES256, SigningInput.SHA256_DIGEST, SignatureEncoding.RAW, input -> {
            try {
                together.await();
            } catch (Exception alone) {
                throw new IllegalStateException(alone);
            }
            return signer.sign(input);
        }).publicKey(OpenSsl.publicKeyOf(Keys.P256)).buildOrThrow();
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var calls = IntStream.range(0, threads * 20)
                    .<Callable<Boolean>>mapToObj(number -> () -> key.sign(new byte[] {(byte) number}).isRight());
            for (var verified : executor.invokeAll(calls.toList())) {
                assertThat(verified.get()).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void text_forms_show_the_scheme_and_not_the_signer() {
        var builder = RemoteSigningKey.builder(SignatureScheme.EDDSA, silent());

        assertThat(builder).hasToString("RemoteSigningKey.Builder[EdDSA, MESSAGE, RAW]");
        assertThat(builder.buildOrThrow()).hasToString("RemoteSigningKey[EdDSA]");
    }

    @Test
    void null_throws_at_once() {
        var builder = RemoteSigningKey.builder(SignatureScheme.ES256, silent());
        var key = builder.buildOrThrow();
        Stream.<Runnable>of(() -> RemoteSigningKey.builder(null, silent()),
                        () -> RemoteSigningKey.builder(SignatureScheme.ES256, null),
                        () -> builder.input(null), () -> builder.encoding(null),
                        () -> builder.publicKey((String) null), () -> builder.publicKey((PublicKey) null),
                        () -> builder.provider(null), () -> key.sign(null))
                .forEach(call -> assertThatNullPointerException().isThrownBy(call::run));
    }
}
