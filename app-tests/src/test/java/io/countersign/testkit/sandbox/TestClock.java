package io.countersign.testkit.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to move, and can be broken. */
final class TestClock extends Clock {

    static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    private volatile Instant now = START;
    private volatile boolean broken;

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    void breakDown() {
        broken = true;
    }

    @Override
    public Instant instant() {
        if (broken) {
            throw new IllegalStateException("sandbox-clock-secret");
        }
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
