package io.countersign.app.passkey;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.ports.inbound.SealedUserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.model.SandboxUser;

/**
 * A user of the demo.
 *
 * @param name the name on the page
 * @param account the user at the API
 * @param connection calls the API with the user's own token
 * @param serverKey the key that the server holds for the user
 */
record DemoUser(String name, SandboxUser account, ApiConnection connection, CredentialSigner serverKey) {

    /** Returns the approvals of this user, whose exchanges with the API are written down. */
    Approvals approvals(String origin, SealedUserActions seals, Steps steps) {
        return new Approvals(name, origin, steps.observing(RetrofitTransport.over(connection)),
                steps.observing(HttpActionExecutor.over(connection)), seals);
    }

    @Override
    public String toString() {
        return "DemoUser[" + name + "]";
    }
}
