package io.countersign.domain.challenge;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.SOME_PASSKEY;
import static io.countersign.domain.fixture.Credentials.assertion;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static io.countersign.domain.fixture.SupportedKind.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.Violation;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.fixture.Credentials;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is planned is who must sign, though others might. */
class PlannedSignersTest {

    private static final UserActionChallenge ALONE = aChallenge()
            .supporting(KEY.asEitherFactor(), FIDO2.asEitherFactor())
            .allowing(key("k"), key("l"), passkey("f"), passkey("g")).build();
    private static final UserActionChallenge TOGETHER = aChallenge()
            .supporting(KEY.asEitherFactor().needingASecond(), FIDO2.asEitherFactor().needingASecond())
            .allowing(key("k"), key("l"), passkey("f"), passkey("g")).build();

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        planned,     by,                objections
        Key k,       Key k,
        Key k,       Key l,             firstFactor: must be signed by Key k as planned
        Key k,       Fido2 f,           firstFactor: must be signed by Key k as planned
        Fido2 f,     Fido2 f,
        Fido2 f,     Fido2 g,           firstFactor: must be signed by Fido2 f as planned
        Fido2,       Fido2 f,
        Fido2,       Fido2 g,
        Fido2,       Key k,             firstFactor: must be signed by Fido2 as planned
        Key k,       Key k for another, firstFactor: the assertion of Key k was made for another
        """)
    void a_challenge_is_completed_by_the_planned_credentials(String planned, String by, String objections) {
        var plan = ALONE.planFor(List.of(credential(planned))).get();

        var said = objectionsTo(ALONE.signedAsPlanned(plan, assertion(by), Option.none()));

        assertThat(said).hasSize(objections == null ? 0 : 1);
        assertThat(said.mkString()).startsWith(objections == null ? "" : objections);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        planned,          first,   second,  at fault
        Key k + Fido2 f,  Key k,   Fido2 f,
        Key k + Fido2 f,  Key k,   Fido2 g, secondFactor
        Key k + Fido2 f,  Key k,   Key l,   secondFactor
        Key k + Fido2 f,  Fido2 f, Key k,   firstFactor secondFactor
        Key k + Fido2 f,  Key l,   Fido2 f, firstFactor
        Key k + Fido2,    Key k,   Fido2 g,
        Fido2 + Key k,    Fido2 g, Key k,
        Fido2 f + Fido2,  Fido2 f, Fido2 g,
        Fido2 f + Fido2,  Fido2 f, Fido2 f, secondFactor
        Fido2 + Fido2 f,  Fido2 f, Fido2 f, secondFactor
        Key k + Key l,    Key k,   Key l,
        Key k + Key l,    Key l,   Key k,   firstFactor secondFactor
        """)
    void two_sign_each_in_the_place_that_was_planned(String planned, String first, String second, String atFault) {
        var plan = TOGETHER.planFor(List.of(planned.split(" \\+ ")).map(PlannedSignersTest::credential)).get();

        assertThat(objectionsTo(TOGETHER.signedAsPlanned(plan, assertion(first), Option.some(assertion(second))))
                .map(Violation::field).distinct().mkString(" ")).isEqualTo(atFault == null ? "" : atFault);
    }

    @ParameterizedTest
    @CsvSource({"Key l", "Fido2 f"})
    void a_second_who_was_not_planned_does_not_sign(String second) {
        var plan = ALONE.planFor(List.of(key("k"))).get();

        assertThat(ALONE.signedAsPlanned(plan, assertion("Key k"), Option.some(assertion(second))).getError()
                .map(Violation::toString)).containsExactly("secondFactor: must be left out as planned");
    }

    private static Seq<Violation> objectionsTo(Validation<Seq<Violation>, SignedChallenge> outcome) {
        return outcome.isValid() ? List.empty() : outcome.getError();
    }

    private static Credential credential(String written) {
        return written.equals("Fido2") ? SOME_PASSKEY : Credentials.assertion(written).credential();
    }
}
