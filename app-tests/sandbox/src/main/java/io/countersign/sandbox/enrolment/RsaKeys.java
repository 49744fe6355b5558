package io.countersign.sandbox.enrolment;

import io.vavr.Lazy;

import java.util.List;

/** RSA keys, one for each seeded user: slow to make, so made once per JVM, when first needed, for all its sandboxes. */
final class RsaKeys {

    private static final List<Lazy<GeneratedKey>> KEYS = List.of(
            Lazy.of(GeneratedKey::rs256), Lazy.of(GeneratedKey::rs256), Lazy.of(GeneratedKey::rs256));

    private RsaKeys() {
    }

    static Lazy<GeneratedKey> ofUser(int index) {
        return KEYS.get(index);
    }
}
