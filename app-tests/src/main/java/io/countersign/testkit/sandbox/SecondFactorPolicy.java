package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.control.Option;

import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Beside which kinds of first factor a second is due.
 *
 * @param kinds their names
 */
record SecondFactorPolicy(Set<String> kinds) {

    static SecondFactorPolicy requiringItFor(Set<CredentialKind> kinds) {
        return new SecondFactorPolicy(kinds.stream().map(CredentialKind::name).collect(Collectors.toUnmodifiableSet()));
    }

    /** The policy as a challenge states it. */
    ArrayNode supportedCredentialKinds() {
        ArrayNode supported = JsonNodeFactory.instance.arrayNode();
        new TreeMap<>(AssertionFormat.BY_KIND).keySet().forEach(kind -> supported.addObject()
                .put("kind", kind)
                .put("factor", "either")
                .put("requiresSecondFactor", kinds.contains(kind)));
        return supported;
    }

    Option<Refusal> objection(Redemption redemption) {
        return Option.when(redemption.second().isEmpty() && kinds.contains(redemption.first().kind()),
                () -> Refusal.invalidBody("secondFactor", "is required beside a first factor of this kind"));
    }
}
