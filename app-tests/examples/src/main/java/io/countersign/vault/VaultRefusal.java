package io.countersign.vault;

import io.countersign.ports.failure.SigningFailure;

/**
 * Translates Vault's status codes into failures. The text of its errors is not repeated: a gateway may have written it,
 * with the request's token in it.
 */
final class VaultRefusal {

    private VaultRefusal() {
    }

    static SigningFailure of(int status, String place) {
        return switch (status) {
            case 400 -> SigningFailure.keyUnusable("Vault refused " + place + " (400): there is no such key, or it "
                    + "cannot sign like that. Check the key's name and type.");
            case 403 -> SigningFailure.keyUnusable("Vault does not permit " + place + " (403): the token is "
                    + "unknown, has expired, or has no policy for it. Log in anew, or have the policy extended.");
            case 404, 405 -> SigningFailure.keyUnusable("Vault has nothing at " + place + " (" + status
                    + "). Check mount and namespace.");
            case 307 -> SigningFailure.keyUnreachable("this Vault server is on standby and sent us to another "
                    + "(307). Give the address of the cluster, or try again when it is active.");
            case 412, 429, 472, 473 -> SigningFailure.keyUnreachable("Vault does not answer " + place + " now ("
                    + status + "). Try again a little later.");
            case 503 -> SigningFailure.keyUnreachable("Vault is sealed, or in maintenance (503). Have it unsealed, "
                    + "then try again.");
            default -> status >= 500
                    ? SigningFailure.keyUnreachable("Vault failed at " + place + " (" + status
                            + "). Look into its log, or try again later.")
                    : SigningFailure.keyUnusable("Vault answered " + place + " with the status " + status
                            + ". Check that the address is Vault's.");
        };
    }
}
