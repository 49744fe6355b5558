package io.countersign.sandbox.enrolment;

import io.vavr.Lazy;

import java.util.List;

/** RSA keys, one for each user. They are slow to generate, so all sandboxes of a JVM share them. */
final class RsaKeys {

    private static final List<Lazy<GeneratedKey>> KEYS = List.of(
            Lazy.of(GeneratedKey::rs256), Lazy.of(GeneratedKey::rs256), Lazy.of(GeneratedKey::rs256));

    private RsaKeys() {
    }

    static Lazy<GeneratedKey> ofUser(int index) {
        return KEYS.get(index);
    }
}
