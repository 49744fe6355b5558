package io.countersign.sandbox.signing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.http.Refusal;
import io.vavr.Tuple;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

import java.util.Comparator;

/**
 * Decides which kinds of credential are accepted as which factor, and when a second factor is required. Immutable.
 *
 * @param rules the rule for each accepted kind
 */
public record CredentialPolicy(TreeMap<CredentialKind, Rule> rules) {

    /**
     * The rule for one kind.
     *
     * @param factor the factors that it may serve as
     * @param requiresSecondFactor whether it requires a second factor when it is the first
     */
    public record Rule(CredentialFactor factor, boolean requiresSecondFactor) {
    }

    public static final CredentialPolicy DEFAULT = new CredentialPolicy(
            TreeMap.<CredentialKind, Rule>empty(Comparator.comparing(CredentialKind::name)))
            .accepting(CredentialKind.FIDO2, CredentialFactor.EITHER)
            .accepting(CredentialKind.KEY, CredentialFactor.EITHER)
            .accepting(CredentialKind.PASSWORD_PROTECTED_KEY, CredentialFactor.EITHER);

    public CredentialPolicy acceptingDeprecatedKinds() {
        return accepting(CredentialKind.PASSWORD, CredentialFactor.FIRST)
                .accepting(CredentialKind.TOTP, CredentialFactor.SECOND);
    }

    private CredentialPolicy accepting(CredentialKind kind, CredentialFactor factor) {
        return new CredentialPolicy(rules.put(Tuple.of(kind, new Rule(factor, false)), (present, added) -> present));
    }

    public CredentialPolicy requiringSecondFactor(CredentialKind kind) {
        CredentialFactor factor = ruleFor(kind).factor();
        if (!kind.canBeFirst()) {
            throw new IllegalArgumentException(kind + " is never the first factor, so it never needs a second");
        }
        return new CredentialPolicy(rules.put(kind, new Rule(factor, true)));
    }

    public CredentialPolicy factorOf(CredentialKind kind, CredentialFactor factor) {
        boolean requiresSecondFactor = ruleFor(kind).requiresSecondFactor();
        if (!factor.canBeFirst() && !factor.canBeSecond()) {
            throw new IllegalArgumentException("there is no factor " + factor + "; choose first, second or either");
        } else if (factor.canBeFirst() && !kind.canBeFirst() || factor.canBeSecond() && !kind.canBeSecond()) {
            throw new IllegalArgumentException(
                    kind + " serves as " + (kind.canBeFirst() ? "first" : "second") + " factor only, not as " + factor);
        }
        return new CredentialPolicy(rules.put(kind, new Rule(factor, requiresSecondFactor)));
    }

    private Rule ruleFor(CredentialKind kind) {
        return rules.get(kind).getOrElseThrow(() -> new IllegalArgumentException("the sandbox does not verify the kind "
                + kind + "; it verifies: " + acceptedKinds() + " (and deprecated ones when told to accept them)"));
    }

    boolean accepts(String kind) {
        return rules.containsKey(new CredentialKind(kind));
    }

    /** Returns the names of the accepted kinds, in order. */
    String acceptedKinds() {
        return rules.keySet().mkString(", ");
    }

    /** Returns the policy as a challenge states it. */
    public ArrayNode supportedCredentialKinds() {
        ArrayNode supported = JsonNodeFactory.instance.arrayNode();
        rules.forEach((kind, rule) -> supported.addObject()
                .put("kind", kind.name())
                .put("factor", rule.factor().name())
                .put("requiresSecondFactor", rule.requiresSecondFactor()));
        return supported;
    }

    Option<Refusal> objection(Redemption redemption) {
        Rule first = ruleFor(new CredentialKind(redemption.first().kind()));
        Option<Rule> second = redemption.second().map(assertion -> ruleFor(new CredentialKind(assertion.kind())));
        if (!first.factor().canBeFirst()) {
            return Option.some(Refusal.invalidBody("firstFactor.kind", "serves as second factor only"));
        } else if (second.exists(rule -> !rule.factor().canBeSecond())) {
            return Option.some(Refusal.invalidBody("secondFactor.kind", "serves as first factor only"));
        }
        return Option.when(second.isEmpty() && first.requiresSecondFactor(),
                () -> Refusal.invalidBody("secondFactor", "is required beside a first factor of this kind"));
    }
}
