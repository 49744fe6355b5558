package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.forOneOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeFormat;
import io.countersign.ports.fixture.FakeSeal;
import io.countersign.ports.fixture.Fault;
import io.countersign.ports.fixture.SealFailures;
import io.countersign.ports.outbound.Seal;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class SealedUserActionsTest {

    private static final PendingUserAction PENDING =
            new PendingUserAction(UserAction.of("POST", "/wallets", "{}").get(), forOneOf("k"));

    private static final String FOR_ANN = " as countersign.pending-user-action for ann";
    private static final String SEALED = "countersign.pending-user-action for ann: ";

    private final List<String> asked = new ArrayList<>();
    private final FakeFormat format = new FakeFormat(asked);
    private final FakeSeal seal = new FakeSeal(asked);
    private final SealedUserActions actions = SealedUserActions.using(format, seal);

    static Stream<SealFailure> everyFailure() {
        return SealFailures.all().toJavaStream();
    }

    @Test
    void what_is_written_is_sealed_for_the_user_and_what_is_opened_is_read() {
        String sealed = actions.seal(PENDING, "ann").get();

        assertThat(asked).containsExactly("write", "seal number 0" + FOR_ANN);
        assertThat(actions.open(sealed, "ann")).containsOnRight(PENDING);
        assertThat(asked).containsExactly(
                "write", "seal number 0" + FOR_ANN, "open " + SEALED + "number 0" + FOR_ANN, "read number 0");
    }

    @Test
    void a_sealed_action_opens_as_often_as_it_is_asked_for() {
        String sealed = actions.seal(PENDING, "ann").get();

        assertThat(actions.open(sealed, "ann")).isEqualTo(actions.open(sealed, "ann"));
    }

    @Test
    void what_was_sealed_for_another_user_does_not_open_and_is_not_read() {
        String sealed = actions.seal(PENDING, "ann").get();

        assertThat(actions.open(sealed, "bob"))
                .containsOnLeft(UserActionFailure.notSealed(SealFailure.forAnotherUser()));
        assertThat(asked).noneMatch(question -> question.startsWith("read"));
    }

    @Test
    void what_was_sealed_for_another_purpose_does_not_open_as_a_pending_action() {
        Seal.Purpose note = Seal.Purpose.of("note").get();
        String sealed = seal.seal(format.write(PENDING), note, "ann").get();

        assertThat(actions.open(sealed, "ann"))
                .containsOnLeft(UserActionFailure.notSealed(SealFailure.forAnotherPurpose()));
        assertThat(seal.open(actions.seal(PENDING, "ann").get(), note, "ann"))
                .containsOnLeft(SealFailure.forAnotherPurpose());
        assertThat(asked).noneMatch(question -> question.startsWith("read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void nothing_is_sealed_or_opened_for_a_user_without_a_name(String user) {
        assertThat(actions.seal(PENDING, user)).containsOnLeft(UserActionFailure.notSealed(SealFailure.noUser()));
        assertThat(actions.open("sealed", user)).containsOnLeft(UserActionFailure.notSealed(SealFailure.noUser()));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    void why_it_was_not_sealed_is_told_as_the_seal_tells_it(SealFailure why) {
        seal.sealing(() -> Either.left(why));

        assertThat(actions.seal(PENDING, "ann")).containsOnLeft(UserActionFailure.notSealed(why));
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    void why_it_does_not_open_is_told_as_the_seal_tells_it_and_nothing_is_read(SealFailure why) {
        seal.opening(() -> Either.left(why));

        assertThat(actions.open("sealed", "ann")).containsOnLeft(UserActionFailure.notSealed(why));
        assertThat(asked).containsExactly("open sealed" + FOR_ANN);
    }

    @Test
    void what_opens_and_cannot_be_read_is_unusable_and_says_in_which_part() {
        var violations = io.vavr.collection.List.of(new Violation("challenge.rp", "must be an object"));
        format.reading(() -> Either.left(violations));

        assertThat(actions.open(SEALED + "text", "ann"))
                .containsOnLeft(UserActionFailure.notSealed(SealFailure.unusable(violations)));
    }

    @Test
    void a_format_that_throws_where_it_writes_ends_it_and_nothing_is_sealed() {
        format.writing(() -> {
            throw new IllegalStateException(Fault.SECRET);
        });

        assertBroke(actions.seal(PENDING, "ann"), FakeFormat.class, "java.lang.IllegalStateException");
        assertThat(asked).containsExactly("write");
    }

    @Test
    void a_format_that_writes_nothing_ends_it_and_nothing_is_sealed() {
        format.writing(() -> null);

        assertBroke(actions.seal(PENDING, "ann"), FakeFormat.class, "answered null");
        assertThat(asked).containsExactly("write");
    }

    @ParameterizedTest
    @EnumSource
    void a_format_that_breaks_where_it_reads_ends_it(Fault fault) {
        format.reading(fault.answer());

        assertBroke(actions.open(SEALED + "text", "ann"), FakeFormat.class, fault.told());
    }

    @ParameterizedTest
    @EnumSource
    void a_seal_that_breaks_where_it_seals_ends_it(Fault fault) {
        seal.sealing(fault.answer());

        assertBroke(actions.seal(PENDING, "ann"), FakeSeal.class, fault.told());
    }

    @ParameterizedTest
    @EnumSource
    void a_seal_that_breaks_where_it_opens_ends_it_and_nothing_is_read(Fault fault) {
        seal.opening(fault.answer());

        assertBroke(actions.open("sealed", "ann"), FakeSeal.class, fault.told());
        assertThat(asked).containsExactly("open sealed" + FOR_ANN);
    }

    @Test
    void a_failure_to_seal_names_the_action() {
        var id = CorrelationId.of("order-4711").get();
        var named = new PendingUserAction(PENDING.action().withCorrelationId(id), PENDING.challenge());

        var failure = actions.seal(named, "").getLeft();

        assertThat(failure.correlationId()).contains(id);
        assertThat(failure.message()).endsWith(" [order-4711]");
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> SealedUserActions.using(null, seal)).withMessage("format");
        assertThatNullPointerException().isThrownBy(() -> SealedUserActions.using(format, null)).withMessage("seal");
        assertThatNullPointerException().isThrownBy(() -> actions.seal(null, "ann")).withMessage("pending");
        assertThatNullPointerException().isThrownBy(() -> actions.seal(PENDING, null)).withMessage("user");
        assertThatNullPointerException().isThrownBy(() -> actions.open(null, "ann")).withMessage("sealed");
        assertThatNullPointerException().isThrownBy(() -> actions.open("sealed", null)).withMessage("user");
        assertThat(asked).isEmpty();
    }

    private static void assertBroke(Either<UserActionFailure, ?> outcome, Class<?> adapter, String told) {
        assertThat(outcome.getLeft()).returns(UserActionFailure.Kind.NOT_SEALED, UserActionFailure::kind);
        assertThat(outcome.getLeft().reason()).isInstanceOfSatisfying(Reason.NotSealed.class, failed -> {
            var broke = failed.failure();
            assertThat(broke.kind()).isEqualTo(SealFailure.Kind.SEAL_BROKEN);
            assertThat(broke.detail()).contains(adapter.getName(), told);
            assertThat(broke.message() + broke).doesNotContain(Fault.SECRET);
        });
    }
}
