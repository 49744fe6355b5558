package io.countersign.documents;

import io.countersign.adapters.crypto.passkey.SignatureCounter;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.Seal;
import io.countersign.ports.outbound.SigningKey;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.vault.VaultConnection;
import io.micrometer.core.instrument.MeterRegistry;

import java.security.PrivateKey;
import java.security.Provider;

/** The values that a reader has when a snippet begins. Snippets are compiled with these, and not run. */
public final class Given {

    /** Where a reader's tokens come from. */
    public interface Tokens {

        String current();

        String ofAlice();
    }

    /** Where a reader's passwords come from. */
    public interface Passwords {

        String ofProxy();

        char[] pin();

        char[] askTheUser();
    }

    public static Tokens tokens;
    public static Passwords passwords;
    public static ConnectionSettings settings;
    public static ApiConnection connection;
    public static UserActionTransport transport;
    public static ActionExecutor executor;
    public static CredentialId credentialId;
    public static CredentialSigner signer;
    public static CredentialSigner signerOfAlice;
    public static SigningKey signingKey;
    public static PrivateKey privateKey;
    public static Provider provider;
    public static SignatureCounter counter;
    public static ExecutingUserActions actions;
    public static DelegatedUserActions delegated;
    public static UserAction action;
    public static PendingUserAction pending;
    public static MeterRegistry registry;
    public static System.Logger logger;
    public static Seal seal;
    public static Sandbox sandbox;
    public static SandboxUser user;
    public static VaultConnection vault;
    public static byte[] thirtyTwoBytes;
    public static char[] pem;
    public static char[] password;
    public static char[] pemOfKey;
    public static String pemOfAuthority;
    public static String pemOfChain;
    public static String registeredPublicKeyPem;
    public static String token;
    public static String answer;
    public static String answerOfTheApi;
    public static String creationOptions;
    public static String requestOptions;

    private Given() {
    }
}
