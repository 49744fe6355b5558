package io.countersign.adapters.http.webauthn;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Requests to passkeys, and what Chromium answers to the first of them. */
final class Passkeys {

    static final String ORIGIN = "https://app.example.com";
    static final String CHALLENGE = "MTpkOWI2~challenge";

    /** The id as the API may spell it, in padded base64; browsers write {@code -_8q-7wBAgM}. */
    static final String API_ID = "+/8q+7wBAgM=";
    static final String BROWSER_ID = "-_8q-7wBAgM";

    static final AssertionRequest REQUEST = requestTo(API_ID);

    static final String CLIENT_DATA = """
            {"type":"webauthn.get","challenge":"%s","origin":"%s","crossOrigin":false,\
            "other_keys_can_be_added_here":"do not compare clientDataJSON against a template. \
            See https://goo.gl/yabPex"}\
            """.formatted(base64Url(CHALLENGE), ORIGIN);

    /** SHA-256 of the relying party's id, flags UP and UV, a counter. */
    static final String AUTHENTICATOR_DATA = "o3mm9u6vuaVeN4wRgDTidR5oL6ufLTCrE9ISVYbOGUcFAAAAKg";
    static final String SIGNATURE =
            "MEUCIQDUWd0qZS0xLGFiPwOPSZ8dB1GqDHJxyWyIXLBh2VtN5AIgTwNrPqVqJ2oXzeYJb_QxvU1kT4Xo1kZQdK9EzVmnq3U";
    static final String USER_HANDLE = "dXMtNmI1YmMtNGY2cGstOG8";

    static final String RESPONSE = response(CLIENT_DATA);

    private Passkeys() {
    }

    static AssertionRequest requestTo(String... ids) {
        return new AssertionRequest(
                Challenge.of(CHALLENGE).get(), Option.some(new RelyingParty("example.com", "Example")),
                List.of(ids).map(id -> new Passkey(CredentialId.of(id).get(), List.empty())),
                UserVerification.REQUIRED);
    }

    /** Returns a pending action whose challenge can be answered as a request asks, and in no other way. */
    static PendingUserAction pending(AssertionRequest request) {
        var supported = new SupportedCredential(CredentialKind.FIDO2, CredentialFactor.FIRST, false);
        return new PendingUserAction(UserAction.post("/wallets", "{}"), new UserActionChallenge(
                request.challenge(), ChallengeIdentifier.ofOrThrow("session"), List.of(supported),
                request.userVerification(), Attestation.NONE,
                new AllowedCredentials(List.empty(), request.allowed(), List.empty()),
                new ExternalAuthenticationUrl(""), request.rp()));
    }

    static String response(String clientData) {
        return """
                {"authenticatorAttachment":"platform","clientExtensionResults":{"credProps":{"rk":true}},\
                "id":"%1$s","rawId":"%1$s","response":{"authenticatorData":"%2$s","clientDataJSON":"%3$s",\
                "signature":"%4$s","userHandle":"%5$s"},"type":"public-key"}\
                """.formatted(BROWSER_ID, AUTHENTICATOR_DATA, base64Url(clientData), SIGNATURE, USER_HANDLE);
    }

    static String base64Url(String text) {
        return base64Url(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the bytes in one of the four spellings that clients use. */
    static String spelled(byte[] bytes, Random random) {
        Base64.Encoder encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
        return (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes);
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
