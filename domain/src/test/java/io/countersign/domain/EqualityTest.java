package io.countersign.domain;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.octets;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static io.countersign.domain.fixture.SupportedKind.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Endpoint;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.PasswordAssertion;
import io.countersign.domain.credential.TotpAssertion;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** Values whose equality somebody wrote: those that are no records, and the records that a first call compares. */
@SuppressWarnings("deprecation")
class EqualityTest {

    /** Makes the same value anew each time. */
    @FunctionalInterface
    interface Maker extends Supplier<Object> {
    }

    /** Values of one type, all different from one another. */
    record Family(String name, List<Maker> members) {

        static Family of(String name, Maker... members) {
            return new Family(name, List.of(members));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Family> families() {
        return Stream.of(
                Family.of("ActionPath", () -> ActionPath.ofOrThrow("/a"), () -> ActionPath.ofOrThrow("/b"),
                        () -> ActionPath.ofOrThrow("/a?"), () -> ActionPath.ofOrThrow("/a?b"),
                        () -> ActionPath.ofOrThrow("/A")),
                Family.of("ActionPayload", () -> ActionPayload.ofOrThrow("a"), () -> ActionPayload.ofOrThrow("a ")),
                Family.of("Endpoint", () -> Endpoint.ofOrThrow("POST /a/{b}"),
                        () -> Endpoint.ofOrThrow("POST /a/{c}"), () -> Endpoint.ofOrThrow("PUT /a/{b}")),
                Family.of("UserActionToken",
                        () -> UserActionToken.ofOrThrow("a"), () -> UserActionToken.ofOrThrow("b")),
                Family.of("AuthorizedAction", () -> authorized("/a", "t"), () -> authorized("/b", "t"),
                        () -> authorized("/a", "u")),
                Family.of("CredentialId", () -> CredentialId.ofOrThrow("a"), () -> CredentialId.ofOrThrow("A")),
                Family.of("CredentialKind", () -> new CredentialKind("Key"), () -> new CredentialKind("key"),
                        () -> new CredentialKind("Hologram")),
                Family.of("CredentialFactor", () -> new CredentialFactor("first"), () -> new CredentialFactor("First"),
                        () -> new CredentialFactor("second")),
                Family.of("Credential", () -> key("a"), () -> key("b"), () -> passkey("a"),
                        () -> new Credential(CredentialKind.KEY, Option.none())),
                Family.of("Octets", () -> octets(1, 2), () -> octets(1), () -> octets(2, 1), () -> octets()),
                Family.of("Challenge", () -> Challenge.ofOrThrow("a"), () -> Challenge.ofOrThrow("b")),
                Family.of("ChallengeIdentifier", () -> ChallengeIdentifier.ofOrThrow("a"),
                        () -> ChallengeIdentifier.ofOrThrow("b")),
                Family.of("EncryptedPrivateKey", () -> new EncryptedPrivateKey("a"),
                        () -> new EncryptedPrivateKey("b")),
                Family.of("ExternalAuthenticationUrl", () -> new ExternalAuthenticationUrl("a"),
                        () -> new ExternalAuthenticationUrl("b")),
                Family.of("PasswordAssertion", () -> new PasswordAssertion("a"), () -> new PasswordAssertion("b")),
                Family.of("TotpAssertion", () -> new TotpAssertion("a"), () -> new TotpAssertion("b")),
                Family.of("ApiAnswer", () -> new ApiAnswer(200, Option.none(), "a"),
                        () -> new ApiAnswer(201, Option.none(), "a"), () -> new ApiAnswer(200, Option.some("t"), "a"),
                        () -> new ApiAnswer(200, Option.none(), "b")),
                Family.of("SigningPlan", () -> planned("a"), () -> planned("b"), () -> plannedWithSecond("a"),
                        () -> plannedWithSecond("b")),
                Family.of("SignedChallenge", () -> signed("a"), () -> signed("b"), () -> signedTwice("a")));
    }

    @ParameterizedTest
    @MethodSource("families")
    void values_are_equal_by_content_and_nothing_else(Family family) {
        for (var one : family.members()) {
            for (var other : family.members()) {
                assertThat(one.get().equals(other.get())).as("%s and %s", one.get(), other.get())
                        .isEqualTo(one == other);
            }
            assertThat(one.get()).hasSameHashCodeAs(one.get()).isNotEqualTo(null).isNotEqualTo("a");
        }
        assertThat(family.members().map(member -> member.get().hashCode()).distinct()).as("hash codes tell them apart")
                .hasSize(family.members().size());
    }

    private static Object authorized(String path, String token) {
        return UserAction.ofOrThrow("POST", path, "{}").authorizedBy(UserActionToken.ofOrThrow(token));
    }

    private static Object planned(String id) {
        return aChallenge().supporting(KEY.asFirstFactor()).allowing(key(id)).build().planFor(List.of(key(id))).get();
    }

    private static Object plannedWithSecond(String id) {
        return aChallenge().supporting(KEY.asFirstFactor().needingASecond(), FIDO2.asSecondFactor())
                .allowing(key(id), passkey(id)).build().planFor(List.of(key(id), passkey(id))).get();
    }

    private static Object signed(String id) {
        return aChallenge().supporting(KEY.asFirstFactor()).allowing(key(id)).build()
                .signedBy(assertionOf(key(id))).get();
    }

    private static Object signedTwice(String id) {
        return aChallenge().supporting(KEY.asFirstFactor(), FIDO2.asSecondFactor())
                .allowing(key(id), passkey(id)).build().signedBy(assertionOf(key(id)), assertionOf(passkey(id))).get();
    }
}
