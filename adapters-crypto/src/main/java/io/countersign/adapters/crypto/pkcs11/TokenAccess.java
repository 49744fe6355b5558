package io.countersign.adapters.crypto.pkcs11;

import io.vavr.collection.Seq;
import io.vavr.control.Either;

import java.security.AuthProvider;

/** Where the provider of one token comes from: SunPKCS11, or a script in tests. */
interface TokenAccess {

    /** A provider for the token with sessions of its own, not logged in by us. */
    Either<TokenRefusal, AuthProvider> provider();

    /** What the token has under that {@code CKA_ID}, as far as the login lets it be seen. */
    Either<TokenRefusal, Identified> identified(byte[] id);

    /**
     * The objects of one {@code CKA_ID}.
     *
     * @param certificates their DER
     * @param privateKeys how many
     */
    record Identified(Seq<byte[]> certificates, int privateKeys) {}
}
