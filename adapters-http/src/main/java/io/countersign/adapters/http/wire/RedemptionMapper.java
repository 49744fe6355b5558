package io.countersign.adapters.http.wire;

import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.credential.PasswordProtectedKeyAssertion;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.ReportingPolicy;

/** Maps the messages of {@code POST /auth/action}. */
@SuppressWarnings("deprecation") // the kinds that the API deprecates are still sent
@Mapper(implementationName = "Generated<CLASS_NAME>", unmappedTargetPolicy = ReportingPolicy.ERROR)
public interface RedemptionMapper {

    default RedemptionRequest toWire(SignedChallenge signed) {
        return new RedemptionRequest(
                signed.challengeIdentifier().value(),
                toWire(signed.firstFactor()),
                signed.secondFactor().map(this::toWire).getOrNull());
    }

    default UserActionToken toDomain(RedemptionResponse response) {
        return UserActionToken.ofOrThrow(response.userAction());
    }

    default RedemptionRequest.Factor toWire(CredentialAssertion assertion) {
        return assertion.<RedemptionRequest.Factor>fold(
                key -> new RedemptionRequest.SigningFactor(RedemptionRequest.Kind.Key, toWire(key)),
                key -> new RedemptionRequest.SigningFactor(RedemptionRequest.Kind.PasswordProtectedKey, toWire(key)),
                fido2 -> new RedemptionRequest.SigningFactor(RedemptionRequest.Kind.Fido2, toWire(fido2)),
                password -> new RedemptionRequest.PasswordFactor(
                        RedemptionRequest.Kind.Password, password.password()),
                totp -> new RedemptionRequest.TotpFactor(RedemptionRequest.Kind.Totp, totp.otpCode()));
    }

    RedemptionRequest.KeyAssertion toWire(KeyAssertion assertion);

    RedemptionRequest.KeyAssertion toWire(PasswordProtectedKeyAssertion assertion);

    RedemptionRequest.Fido2Assertion toWire(Fido2Assertion assertion);

    default String text(CredentialId id) {
        return id.value();
    }

    default String base64Url(ClientData clientData) {
        return clientData.json().base64Url();
    }

    default String base64Url(Octets octets) {
        return octets.base64Url();
    }

    default @Nullable String base64Url(Option<Octets> octets) {
        return octets.map(Octets::base64Url).getOrNull();
    }

    default @Nullable String text(Option<String> text) {
        return text.getOrNull();
    }
}
