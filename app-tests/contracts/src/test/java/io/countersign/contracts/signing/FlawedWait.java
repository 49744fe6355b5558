package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.server.UnresponsiveServer;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Flaws of an adapter that waits for an answer that never comes. */
enum FlawedWait implements Flaw {

    NEVER_GIVES_UP("a_wait_for_an_answer_that_never_comes_is_given_up", "threads_that_wait_at_once_give_up_each") {
        @Override
        void await(Waiting waiting) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    },

    WAITS_FOR_THE_FIRST_BYTE_WITHOUT_LIMIT(
            "a_wait_for_an_answer_that_never_comes_is_given_up", "threads_that_wait_at_once_give_up_each") {
        @Override
        void await(Waiting waiting) throws InterruptedException {
            // The limit is for the connection alone, which is made at once.
            HttpClient client = HttpClient.newBuilder().connectTimeout(waiting.timeout()).build();
            try (UnresponsiveServer server = new UnresponsiveServer()) {
                client.send(HttpRequest.newBuilder(URI.create("http://" + server.hostAndPort() + "/sign")).build(),
                        HttpResponse.BodyHandlers.discarding());
            } catch (IOException unexpected) {
                throw new UncheckedIOException(unexpected);
            }
        }
    },

    SAYS_THAT_TRYING_AGAIN_IS_IN_VAIN(
            "a_wait_for_an_answer_that_never_comes_is_given_up", "threads_that_wait_at_once_give_up_each") {
        @Override
        <T> Either<SigningFailure, T> givenUp() {
            return Either.left(SigningFailure.keyUnusable("the service gave no answer; create the key anew"));
        }
    },

    KEEPS_ITS_PLACE_WHEN_IT_GIVES_UP("threads_that_wait_at_once_give_up_each") {
        @Override
        void await(Waiting waiting) throws InterruptedException {
            waiting.onlyPlace().acquire();
            super.await(waiting);
        }
    },

    WAITS_ON_WHEN_INTERRUPTED("a_thread_that_is_interrupted_while_it_waits_gets_a_failure_and_stays_interrupted") {
        @Override
        void await(Waiting waiting) {
            long end = System.nanoTime() + waiting.timeout().toNanos();
            boolean interrupted = false;
            while (System.nanoTime() < end) {
                interrupted |= Thread.interrupted();
                LockSupport.parkNanos(end - System.nanoTime());
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    },

    SWALLOWS_THE_INTERRUPT("a_thread_that_is_interrupted_while_it_waits_gets_a_failure_and_stays_interrupted") {
        @Override
        <T> Either<SigningFailure, T> interrupted() {
            return gaveUp();
        }
    },

    THROWS_WHEN_INTERRUPTED("a_thread_that_is_interrupted_while_it_waits_gets_a_failure_and_stays_interrupted") {
        @Override
        <T> Either<SigningFailure, T> interrupted() {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        }
    };

    private final Detection detection;

    FlawedWait(String caughtBy, String... alsoSeenBy) {
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    /** Returns what an adapter does that waits, with the current flaw if there is one. */
    static Waiting waiting(CountDownLatch asked, Duration timeout) {
        return new Waiting(asked, timeout, new Semaphore(1));
    }

    /** Waits for an answer until the limit is reached. */
    void await(Waiting waiting) throws InterruptedException {
        waiting.untilTheLimit();
    }

    /** Returns whether calls end in time all the same, so that no test waits until its own limit. */
    boolean endsInTime() {
        return this == SAYS_THAT_TRYING_AGAIN_IS_IN_VAIN || this == SWALLOWS_THE_INTERRUPT
                || this == THROWS_WHEN_INTERRUPTED;
    }

    <T> Either<SigningFailure, T> givenUp() {
        return gaveUp();
    }

    <T> Either<SigningFailure, T> interrupted() {
        Thread.currentThread().interrupt();
        return gaveUp();
    }

    private static <T> Either<SigningFailure, T> gaveUp() {
        return Either.left(SigningFailure.keyUnreachable("no answer came; check the service, then try again"));
    }

    @Override
    public Detection detection() {
        return detection;
    }

    /** An adapter that asks and waits. */
    record Waiting(FlawedWait flaw, CountDownLatch asked, Duration timeout, Semaphore onlyPlace) {

        Waiting(CountDownLatch asked, Duration timeout, Semaphore onlyPlace) {
            this(ContractProof.flawOf(FlawedWait.class), asked, timeout, onlyPlace);
        }

        <T> Either<SigningFailure, T> answer() {
            asked.countDown();
            try {
                if (flaw == null) {
                    untilTheLimit();
                    return gaveUp();
                }
                flaw.await(this);
                return flaw.givenUp();
            } catch (InterruptedException stopped) {
                return flaw == null ? keepingTheInterrupt() : flaw.interrupted();
            }
        }

        private static <T> Either<SigningFailure, T> keepingTheInterrupt() {
            Thread.currentThread().interrupt();
            return gaveUp();
        }

        private void untilTheLimit() throws InterruptedException {
            new CountDownLatch(1).await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
