package io.countersign.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Endpoint;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.credential.CredentialId;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.function.Function;
import java.util.stream.Stream;

class ThrowingTwinsTest {

    /** A factory and its throwing twin, with a text that is valid and one that is not. */
    record Twins(
            String name, Function<String, Validation<Seq<Violation>, ?>> of, Function<String, Object> ofOrThrow,
            String valid, String invalid) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Twins> twins() {
        return Stream.of(
                new Twins("ActionPath", ActionPath::of, ActionPath::ofOrThrow, "/a?b", "a b"),
                new Twins("ActionPayload", ActionPayload::of, ActionPayload::ofOrThrow, "{}", "\uD83D"),
                new Twins("CorrelationId", CorrelationId::of, CorrelationId::ofOrThrow, "a", ""),
                new Twins("Endpoint", Endpoint::of, Endpoint::ofOrThrow, "PUT /a/{b}", "a"),
                new Twins("UserActionToken", UserActionToken::of, UserActionToken::ofOrThrow, "a", "a b"),
                new Twins("Challenge", Challenge::of, Challenge::ofOrThrow, "a", ""),
                new Twins("ChallengeIdentifier", ChallengeIdentifier::of, ChallengeIdentifier::ofOrThrow, "a", ""),
                new Twins("CredentialId", CredentialId::of, CredentialId::ofOrThrow, "a", ""));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void both_twins_return_the_same_value_or_the_same_violations(Twins twins) {
        assertThat(twins.ofOrThrow().apply(twins.valid())).isEqualTo(twins.of().apply(twins.valid()).get());
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> twins.ofOrThrow().apply(twins.invalid()))
                .satisfies(thrown -> assertThat(thrown.violations())
                        .isEqualTo(twins.of().apply(twins.invalid()).getError()));
    }

    @Test
    void the_exception_is_not_serialised_without_its_violations() throws Exception {
        try (var output = new ObjectOutputStream(new ByteArrayOutputStream())) {
            var exception = new InvalidValueException(List.of(new Violation("a", "must be b")));

            assertThatExceptionOfType(NotSerializableException.class)
                    .isThrownBy(() -> output.writeObject(exception));
        }
    }
}
