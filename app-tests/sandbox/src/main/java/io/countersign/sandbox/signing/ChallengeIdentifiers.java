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

/** Writes and reads challenge identifiers: JWTs (RFC 7519) with HS256 and a key of this sandbox alone. */
final class ChallengeIdentifiers {

    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    private final byte[] key = RandomText.bytes(32);

    /**
     * Returns the identifier of a session. Its {@code exp} is in whole seconds and never later than the session's end.
     */
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

    /** Returns the id of the session that an identifier names, if this sandbox issued it and it was not altered. */
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
