package io.countersign.fuzz;

import io.vavr.Lazy;

import java.util.function.Supplier;

/** Everything here that reads bytes from outside. Each comes with seeds, in the resources by its name. */
enum FuzzedParser {

    PEM_KEYS(PemKeys::new),
    LOCKED_KEYS(LockedKeys::new),
    REMOTE_ANSWERS(RemoteAnswers::new),
    SEALS(Seals::new),
    WEBAUTHN_ANSWERS(WebAuthnAnswers::new),
    CLIENT_DATA(ClientDataOfBrowsers::new),
    PENDING_DOCUMENTS(PendingDocuments::new),
    CHALLENGES(Challenges::new),
    REDEMPTIONS(Redemptions::new),
    ERRORS(Errors::new),
    ACTION_TEXTS(ActionTexts::new),
    BASE_URLS(BaseUrls::new),
    TLS_FILES(TlsFiles::new),
    FORMS(Forms::new),
    REQUEST_TARGETS(RequestTargets::new),
    SANDBOX(SandboxRequests::new);

    /** Made when it is needed: instrumenting the libraries of all of them would take longer than fuzzing one. */
    private final Lazy<Parser> parser;

    FuzzedParser(Supplier<Parser> parser) {
        this.parser = Lazy.of(parser);
    }

    /** Gives it those bytes. Throws if anything does not hold that must hold of its answer. */
    boolean accepts(byte[] input) throws Exception {
        return parser.get().accepts(input);
    }

    /** One of them. */
    interface Parser {

        /** Whether it takes those bytes for what they should be; throws if what must hold then, or otherwise, does not. */
        boolean accepts(byte[] input) throws Exception;
    }
}
