package io.countersign.adapters.crypto.pkcs11;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Gives a PIN, which can be changed, and keeps every array that it gave. */
public final class PinSource implements Supplier<char[]> {

    private final List<char[]> given = Collections.synchronizedList(new ArrayList<>());
    private volatile String pin;

    public PinSource(String pin) {
        this.pin = pin;
    }

    @Override
    public char[] get() {
        char[] fresh = pin.toCharArray();
        given.add(fresh);
        return fresh;
    }

    void change(String changed) {
        pin = changed;
    }

    int timesAsked() {
        return given.size();
    }

    boolean allWiped() {
        return given.stream().allMatch(array -> new String(array).chars().allMatch(character -> character == 0));
    }
}
