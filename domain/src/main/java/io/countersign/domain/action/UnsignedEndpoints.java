package io.countersign.domain.action;

import io.countersign.domain.OneLine;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * The endpoints that take no user action although their methods change state: those that sign in, register and recover
 * users, those of signing itself, and a few that only compute something. All other calls with such methods are proven.
 *
 * <pre>{@code
 * UnsignedEndpoints.ofTheApi().with(Endpoint.ofOrThrow("POST /payouts/{payoutId}/estimate"))
 * }</pre>
 *
 * @param endpoints the endpoints
 */
public record UnsignedEndpoints(Seq<Endpoint> endpoints) {

    private static final UnsignedEndpoints OF_THE_API = new UnsignedEndpoints(List.of(
            "POST /auth/action", "POST /auth/action/init",
            "POST /auth/login", "POST /auth/login/code", "POST /auth/login/init", "POST /auth/login/social",
            "POST /auth/login/sso", "POST /auth/login/sso/init", "PUT /auth/logout",
            "POST /auth/registration", "POST /auth/registration/init", "POST /auth/registration/social",
            "POST /auth/registration/enduser", "PUT /auth/registration/code",
            "POST /auth/recover/user", "POST /auth/recover/user/init", "POST /auth/recover/user/code",
            "POST /auth/credentials/init", "POST /auth/credentials/code/init", "POST /auth/credentials/code/verify",
            "POST /networks/{network}/call-function", "POST /payouts/quote", "POST /swaps/quotes",
            "POST /wallets/{walletId}/canton/ledger-api").map(Endpoint::ofOrThrow));

    /** Creates a list of one's own; most applications add to {@linkplain #ofTheApi() that of the API}. */
    public UnsignedEndpoints {
        Objects.requireNonNull(endpoints, "endpoints");
    }

    /** Returns those of the API. New ones come with the API; add them {@linkplain #with(Endpoint) yourself}. */
    public static UnsignedEndpoints ofTheApi() {
        return OF_THE_API;
    }

    /** Returns these endpoints and one more. */
    public UnsignedEndpoints with(Endpoint endpoint) {
        return new UnsignedEndpoints(endpoints.append(Objects.requireNonNull(endpoint, "endpoint")));
    }

    /** Returns true if a call with that method and path goes to one of these endpoints. */
    public boolean include(HttpMethod method, ActionPath path) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        return endpoints.exists(endpoint -> endpoint.isOf(method, path));
    }

    @Override
    public String toString() {
        return "UnsignedEndpoints[" + OneLine.ofAll(endpoints, "none") + "]";
    }
}
