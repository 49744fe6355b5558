package io.countersign.sandbox.enrolment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.sandbox.http.Base64Url;
import io.countersign.sandbox.http.RandomText;

import java.nio.charset.StandardCharsets;

/**
 * Issues bearer tokens in the form of JWTs (RFC 7519). Published clients read the organisation's id from the claims
 * before they send anything. The sandbox compares tokens as a whole, so the third part is no signature but a secret.
 */
public final class BearerToken {

    private static final String HEADER = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private BearerToken() {
    }

    /** Returns a new token. The prefix of its secret must have a length that is a multiple of four. */
    public static String issue(String organisationId, String subject, String secretPrefix) {
        var claims = JsonNodeFactory.instance.objectNode().put("sub", subject);
        claims.putObject("https://custom/app_metadata").put("orgId", organisationId).put("userId", subject);
        return HEADER + "." + encoded(claims.toString()) + "." + RandomText.secret(secretPrefix);
    }

    private static String encoded(String json) {
        return Base64Url.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
