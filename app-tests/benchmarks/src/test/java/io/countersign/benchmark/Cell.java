package io.countersign.benchmark;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.scheme.SignatureScheme;

import java.util.ArrayList;
import java.util.List;

/** A measurement: a provider with a signature scheme. */
record Cell(SignatureScheme scheme, Contender contender) {

    /** Returns every provider with every scheme that it supports. */
    static List<Cell> all() {
        List<Cell> able = new ArrayList<>();
        for (SignatureScheme scheme : SignatureScheme.values()) {
            for (Contender contender : Contender.values()) {
                if (JcaSigningKey.fromPem(Keys.pem(scheme).toCharArray(), signingWith(contender.providerOf(scheme)))
                        .isRight()) {
                    able.add(new Cell(scheme, contender));
                }
            }
        }
        return able;
    }
}
