package io.countersign.adapters.crypto.password;

import io.countersign.domain.challenge.EncryptedPrivateKey;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A program for a small JVM: opens the same scrypt-encrypted key, standard input, many times at once. */
final class ScryptUnderPressure {

    private ScryptUnderPressure() {}

    public static void main(String[] arguments) throws Exception {
        var encrypted = new EncryptedPrivateKey(new String(System.in.readAllBytes()));
        var unlocker = LockedKeys.unlocker("password");
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> opening = () -> unlocker.unlock(encrypted).isRight();
            for (var outcome : threads.invokeAll(Stream.generate(() -> opening).limit(16).toList())) {
                System.out.println(outcome.get());
            }
        } finally {
            threads.shutdown();
        }
    }
}
