package io.countersign.testkit.sandbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** RSA keys, one for each seeded user: slow to make, so made once per JVM and shared by all its sandboxes. */
final class RsaKeys {

    private static final List<CompletableFuture<GeneratedKey>> KEYS = List.of(
            CompletableFuture.supplyAsync(GeneratedKey::rs256),
            CompletableFuture.supplyAsync(GeneratedKey::rs256),
            CompletableFuture.supplyAsync(GeneratedKey::rs256));

    private RsaKeys() {
    }

    static GeneratedKey ofUser(int index) {
        return KEYS.get(index).join();
    }
}
