package io.countersign.adapters.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.adapters.http.exchange.PlainlyValid;
import io.countersign.adapters.http.fixture.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The short way to the verdict of Bean Validation. */
class PlainlyValidTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> REPLACEMENTS = Stream.concat(
            Stream.of("null", "\"\"", "\" \"", "\"public-key\"", "\"publiC-key\"", "\"a b\"", "\"é\"", "\"aé\"",
                    "\"aé \"", "\"none\"", "[]", "[null]", "[\"\"]", "{}", "true", "1"),
            IntStream.rangeClosed(0, 0x80).mapToObj("\"a\\u%04x\""::formatted)).toList();

    static Stream<Object> messages() throws Exception {
        return Stream.of(
                WireJson.mapper().readValue(Settings.CHALLENGE_JSON, ChallengeResponse.class),
                new ChallengeRequest("POST", "/wallets", "", ChallengeRequest.ServerKind.API),
                new RedemptionResponse("token"),
                new RedemptionRequest.KeyAssertion("cr", "AA", "AA", null),
                new RedemptionRequest.Fido2Assertion("cr", "AA", "AA", "AA", "AA"),
                new RedemptionRequest.PasswordFactor(RedemptionRequest.Kind.Password, "secret"),
                new RedemptionRequest.TotpFactor(RedemptionRequest.Kind.Totp, "123456"));
    }

    /** Each member, at any depth, is left out and replaced by other values. */
    @ParameterizedTest
    @MethodSource("messages")
    void it_agrees_with_bean_validation_on_every_change_of_a_message(Object message) {
        Set<Boolean> verdicts = new TreeSet<>();
        for (JsonNode changed : changesOf(JSON.valueToTree(message))) {
            Object read;
            try {
                read = WireJson.mapper().treeToValue(changed, message.getClass());
            } catch (JsonProcessingException unreadable) {
                continue;
            }
            boolean valid = WireValidation.violationsByBeanValidation(read).isEmpty();
            assertThat(PlainlyValid.is(read)).as(changed.toString()).isEqualTo(valid);
            verdicts.add(valid);
        }
        assertThat(verdicts).containsExactly(false, true);
    }

    @Test
    void an_assertion_is_looked_into_whatever_its_kind() {
        var invalid = new RedemptionRequest.KeyAssertion("cr", "+", "AA", null);
        var factor = new RedemptionRequest.SigningFactor(RedemptionRequest.Kind.Key, invalid);

        assertThat(PlainlyValid.is(new RedemptionRequest("id", factor, null))).isFalse();
        assertThat(PlainlyValid.is(new RedemptionRequest("id",
                new RedemptionRequest.PasswordFactor(RedemptionRequest.Kind.Password, "p"), factor))).isFalse();
        assertThat(PlainlyValid.is(new RedemptionRequest("id",
                new RedemptionRequest.PasswordFactor(RedemptionRequest.Kind.Password, "p"), null))).isTrue();
    }

    @Test
    void constraints_that_it_does_not_know_are_left_to_bean_validation() {
        var options = new RequestOptions("AA", 1L, null, List.of(), ChallengeResponse.UserVerification.REQUIRED);

        assertThat(PlainlyValid.is(options)).isFalse();
        assertThat(PlainlyValid.is("no record")).isFalse();
    }

    private static List<JsonNode> changesOf(JsonNode tree) {
        List<JsonNode> changes = new ArrayList<>(List.of(tree));
        if (tree instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                changes.add(object.deepCopy().without(name));
                changesAt(object.get(name)).forEach(part -> changes.add(object.deepCopy().set(name, part)));
            });
        } else if (tree instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                for (JsonNode part : changesAt(array.get(index))) {
                    ArrayNode changed = array.deepCopy();
                    changed.set(index, part);
                    changes.add(changed);
                }
            }
        }
        return changes;
    }

    private static List<JsonNode> changesAt(JsonNode node) {
        List<JsonNode> changes = changesOf(node);
        REPLACEMENTS.forEach(text -> {
            try {
                changes.add(JSON.readTree(text));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        return changes;
    }
}
