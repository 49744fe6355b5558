package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class UserActionTest {

    @Test
    void a_call_is_described_exactly_as_it_was_given() {
        var action = UserAction.ofOrThrow("POST", "/wallets?limit=1", "{ }");

        assertThat(action.method()).isEqualTo(HttpMethod.POST);
        assertThat(action.path()).isEqualTo(ActionPath.ofOrThrow("/wallets?limit=1"));
        assertThat(action.payload()).isEqualTo(ActionPayload.ofOrThrow("{ }"));
    }

    @Test
    void a_call_is_meant_for_the_api_by_default() {
        var action = UserAction.ofOrThrow("DELETE", "/wallets/wa-1", "");

        assertThat(action.serverKind()).isEqualTo(ServerKind.API);
        assertThat(action.withServerKind(ServerKind.STAFF)).isEqualTo(
                new UserAction(action.method(), action.path(), action.payload(), ServerKind.STAFF));
    }

    @Test
    void an_action_is_not_idempotent_and_has_no_identifier_by_default() {
        var action = UserAction.ofOrThrow("POST", "/wallets", "{}");
        var id = CorrelationId.ofOrThrow("order-4711");

        assertThat(action.idempotent()).isFalse();
        assertThat(action.correlationId()).isEmpty();
        assertThat(action.markedIdempotent().idempotent()).isTrue();
        assertThat(action.withCorrelationId(id).correlationId()).contains(id);
        assertThat(action.markedIdempotent().withCorrelationId(id).withServerKind(ServerKind.STAFF)).isEqualTo(
                new UserAction(action.method(), action.path(), action.payload(), ServerKind.STAFF, true,
                        Option.some(id)));
    }

    @Test
    void everything_that_is_wrong_with_a_call_is_said_at_once() {
        assertThat(UserAction.of("post", "wallets?a b", "\uD83D").getError().map(Violation::field)).containsExactly(
                "userActionHttpMethod", "userActionHttpPath", "userActionHttpPath", "userActionPayload");
    }

    @Test
    void one_wrong_part_is_enough_for_a_refusal() {
        assertThat(UserAction.of("HEAD", "/a", "")).isInvalid();
        assertThat(UserAction.of("POST", "a", "")).isInvalid();
        assertThat(UserAction.of("POST", "/a", "\uD83D")).isInvalid();
    }

    @Test
    void a_get_has_no_body() {
        var violation = new Violation("userActionPayload", "must be empty for GET, which carries no body");

        assertThat(UserAction.of("GET", "/wallets", "{}")).containsInvalid(List.of(violation));
        assertThat(UserAction.of("GET", "wallets", "{}").getError()).hasSize(2).contains(violation);
        assertThat(UserAction.of("GET", "/wallets", "")).isValid();
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new UserAction(HttpMethod.GET,
                ActionPath.ofOrThrow("/wallets"), ActionPayload.ofOrThrow("{}"), ServerKind.API));
    }

    @Test
    void a_literal_call_is_made_by_the_name_of_its_method() {
        assertThat(UserAction.post("/a", "{}")).isEqualTo(UserAction.of("POST", "/a", "{}").get());
        assertThat(UserAction.put("/a", "{}")).isEqualTo(UserAction.of("PUT", "/a", "{}").get());
        assertThat(UserAction.patch("/a", "{}")).isEqualTo(UserAction.of("PATCH", "/a", "{}").get());
        assertThat(UserAction.delete("/a", "")).isEqualTo(UserAction.of("DELETE", "/a", "").get());
    }

    @Test
    void a_wrong_literal_throws_and_names_everything_that_is_wrong() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> UserAction.post("wallets", "\uD83D"))
                .satisfies(thrown -> assertThat(thrown.violations())
                        .isEqualTo(UserAction.of("POST", "wallets", "\uD83D").getError()))
                .withMessageContaining("must start with a slash").withMessageContaining("half a surrogate pair");
    }

    @Test
    void a_token_is_tied_to_the_action_it_was_issued_for() {
        var action = UserAction.ofOrThrow("POST", "/wallets", "{}");
        var token = UserActionToken.ofOrThrow("tok");

        var authorized = action.authorizedBy(token);

        assertThat(authorized.action()).isSameAs(action);
        assertThat(authorized.token()).isSameAs(token);
        assertThat(authorized).hasToString("AuthorizedAction[POST /wallets, UserActionToken[hidden]]");
    }
}
