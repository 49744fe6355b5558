package io.countersign.sandbox.signing;

import io.countersign.sandbox.enrolment.EnrolledUser;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;

/**
 * A password or one-time password, which the API deprecates: it proves knowledge of a secret and nothing about the
 * challenge.
 *
 * @param kind the kind of credential
 * @param path the path of the secret in the body
 * @param secret the secret that was sent
 * @param expected returns the secret of a user
 */
record SharedSecretAssertion(String kind, String path, String secret, Function<SandboxUser, String> expected)
        implements Assertion {

    static SharedSecretAssertion password(JsonMembers factor) {
        return new SharedSecretAssertion(
                "Password", factor.pathOf("password"), factor.nonEmptyText("password"), SandboxUser::password);
    }

    static SharedSecretAssertion oneTimePassword(JsonMembers factor) {
        return new SharedSecretAssertion(
                "Totp", factor.pathOf("otpCode"), factor.nonEmptyText("otpCode"), SandboxUser::otpCode);
    }

    @Override
    public String credId() {
        return "";
    }

    @Override
    public Option<Refusal> objection(EnrolledUser user, String challenge) {
        boolean right = MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8),
                expected.apply(user.user()).getBytes(StandardCharsets.UTF_8));
        return Option.when(!right, () -> Refusal.notAuthorized(path, "is not the user's"));
    }

    @Override
    public String toString() {
        return "SharedSecretAssertion[" + kind + "]";
    }
}
