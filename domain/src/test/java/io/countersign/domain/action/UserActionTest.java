package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class UserActionTest {

    @Test
    void a_call_is_described_exactly_as_it_was_given() {
        var action = UserAction.of("POST", "/wallets?limit=1", "{ }").get();

        assertThat(action.method()).isEqualTo(HttpMethod.POST);
        assertThat(action.path()).isEqualTo(ActionPath.of("/wallets?limit=1").get());
        assertThat(action.payload()).isEqualTo(ActionPayload.of("{ }").get());
    }

    @Test
    void a_call_is_meant_for_the_api_unless_it_is_said_otherwise() {
        var action = UserAction.of("DELETE", "/wallets/wa-1", "").get();

        assertThat(action.serverKind()).isEqualTo(ServerKind.API);
        assertThat(action.on(ServerKind.STAFF)).isEqualTo(
                new UserAction(action.method(), action.path(), action.payload(), ServerKind.STAFF));
    }

    @Test
    void a_call_is_not_to_be_made_twice_and_has_no_name_unless_its_caller_says_so() {
        var action = UserAction.of("POST", "/wallets", "{}").get();
        var id = CorrelationId.of("order-4711").get();

        assertThat(action.idempotent()).isFalse();
        assertThat(action.correlationId()).isEmpty();
        assertThat(action.markedIdempotent().idempotent()).isTrue();
        assertThat(action.correlatedBy(id).correlationId()).contains(id);
        assertThat(action.markedIdempotent().correlatedBy(id).on(ServerKind.STAFF)).isEqualTo(
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
    void a_token_is_tied_to_the_action_it_was_issued_for() {
        var action = UserAction.of("POST", "/wallets", "{}").get();
        var token = UserActionToken.of("tok").get();

        var authorized = action.authorizedBy(token);

        assertThat(authorized.action()).isSameAs(action);
        assertThat(authorized.token()).isSameAs(token);
        assertThat(authorized).hasToString("AuthorizedAction[POST /wallets, UserActionToken[hidden]]");
    }
}
