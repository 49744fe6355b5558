package io.countersign.domain;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.collected;
import static io.countersign.domain.fixture.Credentials.id;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.octets;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.SupportedKind.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Endpoint;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.UnsignedEndpoints;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.RegistrationRequest;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.credential.PasswordAssertion;
import io.countersign.domain.credential.PasswordProtectedKeyAssertion;
import io.countersign.domain.credential.TotpAssertion;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A null is a programming error: refused at once, by the name of the parameter, and not where it is first used. */
@SuppressWarnings("deprecation")
class NullsTest {

    /** Every public record, as the arguments that its constructor takes. */
    static Stream<Record> records() {
        var action = UserAction.ofOrThrow("POST", "/a", "");
        var clientData = ClientData.keyGet("c");
        var challenge = aChallenge().build();
        return Stream.of(
                new Violation("f", "m"), action, UnsignedEndpoints.ofTheApi(),
                clientData, collected("t", "c"), key("k"), CredentialFactor.FIRST, CredentialKind.KEY,
                new KeyAssertion(id("k"), clientData, octets(), Option.none()),
                new PasswordProtectedKeyAssertion(id("k"), clientData, octets(), Option.none()),
                new Fido2Assertion(id("k"), collected("t", "c"), octets(), octets(), Option.none()),
                challenge, challenge.assertionRequest(), new PendingUserAction(action, challenge),
                AllowedCredentials.NONE, new AllowedCredentials.Key(id("k")),
                new AllowedCredentials.Passkey(id("k"), List.empty()),
                new AllowedCredentials.PasswordProtectedKey(id("k"), new EncryptedPrivateKey("e")),
                new RelyingParty("i", "n"), new RegistrationRequest.User("i", "n", "d"),
                new RegistrationRequest(Challenge.ofOrThrow("c"), new RelyingParty("i", "n"),
                        new RegistrationRequest.User("i", "n", "d")),
                new SupportedCredential(CredentialKind.KEY, CredentialFactor.FIRST, false),
                new SigningRefusal.NoFirstFactor(List.empty(), List.empty()),
                new SigningRefusal.NoSecondFactor(key("k"), List.empty()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void no_part_of_a_record_may_be_null(Record value) throws Exception {
        var components = value.getClass().getRecordComponents();
        Constructor<?> constructor = value.getClass().getDeclaredConstructor(
                Arrays.stream(components).map(component -> component.getType()).toArray(Class<?>[]::new));
        var arguments = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            arguments[index] = components[index].getAccessor().invoke(value);
        }
        assertThat(constructor.newInstance(arguments)).isEqualTo(value);
        for (int index : IntStream.range(0, components.length)
                .filter(index -> !components[index].getType().isPrimitive()).toArray()) {
            var withNull = arguments.clone();
            withNull[index] = null;

            assertThatNullPointerException().isThrownBy(() -> thrownBy(constructor, withNull))
                    .withMessage(components[index].getName());
        }
    }

    @TestFactory
    Stream<DynamicTest> no_argument_of_a_factory_may_be_null() {
        var action = UserAction.ofOrThrow("POST", "/a", "");
        var challenge = aChallenge().build();
        var assertion = assertionOf(key("k"));
        return Stream.of(
                refused("Violation.describe", "violations", () -> Violation.describe(null)),
                refused("ApiAnswer, content type", "contentType", () -> new ApiAnswer(200, null, "")),
                refused("ApiAnswer, body", "body", () -> new ApiAnswer(200, Option.none(), null)),
                refused("PasswordAssertion", "password", () -> new PasswordAssertion(null)),
                refused("TotpAssertion", "otpCode", () -> new TotpAssertion(null)),
                refused("EncryptedPrivateKey", "value", () -> new EncryptedPrivateKey(null)),
                refused("ExternalAuthenticationUrl", "value", () -> new ExternalAuthenticationUrl(null)),
                refused("HttpMethod.of", "name", () -> HttpMethod.of(null)),
                refused("Endpoint.of", "text", () -> Endpoint.of(null)),
                refused("UnsignedEndpoints.with", "endpoint", () -> UnsignedEndpoints.ofTheApi().with(null)),
                refused("ActionPath.of", "requestTarget", () -> ActionPath.of(null)),
                refused("ActionPayload.of", "text", () -> ActionPayload.of(null)),
                refused("UserAction.of, method", "method", () -> UserAction.of(null, "/a", "")),
                refused("UserAction.of, path", "requestTarget", () -> UserAction.of("POST", null, "")),
                refused("UserAction.of, payload", "payload", () -> UserAction.of("POST", "/a", null)),
                refused("UserAction.withServerKind", "serverKind", () -> action.withServerKind(null)),
                refused("UserAction.authorizedBy", "token", () -> action.authorizedBy(null)),
                refused("UserActionToken.of", "value", () -> UserActionToken.of(null)),
                refused("ClientData.keyGet", "challenge", () -> ClientData.keyGet(null)),
                refused("ClientData.create, type", "type",
                        () -> ClientData.create(null, "c", Option.none(), Option.none())),
                refused("ClientData.create, origin", "origin",
                        () -> ClientData.create("t", "c", null, Option.none())),
                refused("ClientData.create, crossOrigin", "crossOrigin",
                        () -> ClientData.create("t", "c", Option.none(), null)),
                refused("Credential.of, kind", "kind", () -> Credential.of(null, id("k"))),
                refused("Credential.of, id", "id", () -> Credential.of(CredentialKind.KEY, null)),
                refused("Credential.unnamed", "kind", () -> Credential.unnamed(null)),
                refused("CredentialId.of", "value", () -> CredentialId.of(null)),
                refused("Octets.of", "bytes", () -> Octets.of(null)),
                refused("Octets.ofBase64, field", "field", () -> Octets.ofBase64(null, "")),
                refused("Octets.ofBase64, text", "text", () -> Octets.ofBase64("f", null)),
                refused("Challenge.of", "value", () -> Challenge.of(null)),
                refused("ChallengeIdentifier.of", "value", () -> ChallengeIdentifier.of(null)),
                refused("UserActionChallenge.planFor", "available", () -> challenge.planFor(null)),
                refused("UserActionChallenge.signedBy, first alone", "first", () -> challenge.signedBy(null)),
                refused("UserActionChallenge.signedBy, first", "first", () -> challenge.signedBy(null, assertion)),
                refused("UserActionChallenge.signedBy, second", "second",
                        () -> challenge.signedBy(assertion, (CredentialAssertion) null)));
    }

    @TestFactory
    Stream<DynamicTest> no_argument_of_what_is_asked_of_pending_actions_and_passkeys_may_be_null() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor()).allowing(key("k")).build();
        var pending = new PendingUserAction(UserAction.ofOrThrow("POST", "/a", ""), challenge);
        var request = challenge.assertionRequest();
        var plan = challenge.planFor(List.of(key("k"))).get();
        var assertion = assertionOf(key("k"));
        var passkey = (Fido2Assertion) assertionOf(passkey("f"));
        var anywhere = HashSet.<String>empty();
        return Stream.of(
                refused("PendingUserAction.completedBy, first", "first",
                        () -> pending.completedBy(null, Option.none(), anywhere)),
                refused("PendingUserAction.completedBy, second", "second",
                        () -> pending.completedBy(assertion, null, anywhere)),
                refused("PendingUserAction.completedBy, origins", "origins",
                        () -> pending.completedBy(assertion, Option.none(), null)),
                refused("PendingUserAction.authorizedBy", "token", () -> pending.authorizedBy(null)),
                refused("AssertionRequest.only", "id", () -> request.only(null)),
                refused("CredentialAssertion.isFromOneOf, Key", "origins", () -> assertion.isFromOneOf(null)),
                refused("CredentialAssertion.isFromOneOf, Fido2", "origins", () -> passkey.isFromOneOf(null)),
                refused("UserActionChallenge.signedAsPlanned, plan", "plan",
                        () -> challenge.signedAsPlanned(null, assertion, Option.none())),
                refused("UserActionChallenge.signedAsPlanned, first", "first",
                        () -> challenge.signedAsPlanned(plan, null, Option.none())),
                refused("UserActionChallenge.signedAsPlanned, second", "second",
                        () -> challenge.signedAsPlanned(plan, assertion, null)));
    }

    private static DynamicTest refused(String what, String parameter, ThrowingCallable call) {
        return dynamicTest(what, () -> assertThatNullPointerException().isThrownBy(call).withMessage(parameter));
    }

    private static void thrownBy(Constructor<?> constructor, Object... arguments) throws Throwable {
        try {
            constructor.newInstance(arguments);
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getCause();
        }
    }
}
