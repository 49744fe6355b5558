package io.countersign.sandbox.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.sandbox.http.RandomText;
import io.vavr.control.Option;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/** Writes and reads challenge identifiers: JWTs (RFC 7519), HS256 under a key that only this sandbox has. */
final class ChallengeIdentifiers {

    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    private final byte[] key = RandomText.bytes(32);

    /** The identifier of that session. Its {@code exp} is in whole seconds, never later than the session's end. */
    String identifierOf(SigningSession session, Instant issued) {
        SignedJWT jwt = new SignedJWT(HEADER, new JWTClaimsSet.Builder()
                .jwtID(session.id())
                .subject(session.user().id())
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(session.expiry()))
                .build());
        try {
            jwt.sign(new MACSigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("HS256 needs 256 bits of key, and has them", impossible);
        }
        return jwt.serialize();
    }

    /** The session that an identifier names, if it is one of ours, untouched. */
    Option<String> sessionIdOf(String identifier) {
        // No header but ours is even parsed: the library throws on some, and none has a say in how it is checked.
        if (!identifier.startsWith(HEADER.toBase64URL() + ".")) {
            return Option.none();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(identifier);
            return jwt.verify(new MACVerifier(key)) ? Option.of(jwt.getJWTClaimsSet().getJWTID()) : Option.none();
        } catch (ParseException | JOSEException notOurs) {
            return Option.none();
        }
    }
}
