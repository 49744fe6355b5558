package io.countersign.testkit.sandbox;

import java.util.Map;
import java.util.TreeMap;

/**
 * How an assertion of one kind of credential is written. A kind that is to be verified joins {@link #BY_KIND}; the
 * challenge, the policy and the redemption take it from there.
 */
@FunctionalInterface
interface AssertionFormat {

    /** The kinds that this sandbox verifies, by the API's name. Every other kind is refused. */
    Map<String, AssertionFormat> BY_KIND = Map.of("Key", members -> KeyAssertion.read("Key", members));

    /** The assertion in the factor's {@code credentialAssertion}; what is wrong with it is remembered there. */
    Assertion read(JsonMembers credentialAssertion);

    /** The names of the kinds that this sandbox verifies, in order. */
    static String supportedKinds() {
        return String.join(", ", new TreeMap<>(BY_KIND).keySet());
    }
}
