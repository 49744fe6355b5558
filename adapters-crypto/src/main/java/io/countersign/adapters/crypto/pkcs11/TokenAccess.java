package io.countersign.adapters.crypto.pkcs11;

import io.vavr.collection.Seq;
import io.vavr.control.Either;

import java.security.AuthProvider;

/** Makes providers for one token: SunPKCS11, or a script in tests. */
interface TokenAccess {

    /** Returns a provider for the token, with sessions of its own and not logged in. */
    Either<TokenRefusal, AuthProvider> provider();

    /** Returns the objects with that {@code CKA_ID}, as far as the login shows them. */
    Either<TokenRefusal, Identified> identified(byte[] id);

    /**
     * The objects of one {@code CKA_ID}.
     *
     * @param certificates their DER
     * @param privateKeys the number of private keys
     */
    record Identified(Seq<byte[]> certificates, int privateKeys) {}
}
