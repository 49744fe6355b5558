package io.countersign.contracts.signing;

import io.countersign.contracts.support.Cases;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Supplies a password, counts the requests, and keeps the arrays to check that they are overwritten. Thread-safe. */
final class PromptedPassword implements Supplier<char @Nullable []> {

    private final String password;
    private final List<char[]> given = new CopyOnWriteArrayList<>();

    PromptedPassword(String password) {
        this.password = password;
    }

    @Override
    public char[] get() {
        char[] fresh = password.toCharArray();
        given.add(fresh);
        return fresh;
    }

    int timesAsked() {
        return given.size();
    }

    /**
     * Fails unless the password was asked for and every array is overwritten: with one repeated character, or with
     * other characters at every index.
     */
    void assertWiped() {
        assertThat(given).as("the password was asked for").isNotEmpty();
        assertWipedIfGiven();
    }

    /** Fails unless every array, if there is any, is overwritten. */
    void assertWipedIfGiven() {
        Cases.forEachNumbered("password", given, array -> {
            String left = new String(array);
            boolean kept = left.chars().distinct().count() > 1 && overlaps(left);
            assertThat(kept).as("the array with the password still holds some of it after use").isFalse();
            assertThat(left.equals(password)).as("the array still holds the password").isFalse();
        });
    }

    private boolean overlaps(String left) {
        for (int index = 0; index < left.length(); index++) {
            if (left.charAt(index) == password.charAt(index)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "PromptedPassword[hidden]";
    }
}
