package io.countersign.fuzz;

import io.vavr.Lazy;

import java.util.function.Supplier;

/** All parsers of foreign bytes. Each has seeds, in the resources under its name. */
enum FuzzedParser {

    PEM_KEYS(PemKeys::new),
    LOCKED_KEYS(LockedKeys::new),
    REMOTE_ANSWERS(RemoteAnswers::new),
    SEALS(Seals::new),
    WEBAUTHN_ANSWERS(WebAuthnAnswers::new),
    REGISTRATIONS(Registrations::new),
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

    /** Created lazily: instrumenting the libraries of all parsers would take longer than fuzzing one. */
    private final Lazy<Parser> parser;

    FuzzedParser(Supplier<Parser> parser) {
        this.parser = Lazy.of(parser);
    }

    /** Parses the input and throws if an invariant of the result does not hold. */
    boolean accepts(byte[] input) throws Exception {
        return parser.get().accepts(input);
    }

    /** Parses foreign bytes and checks invariants of the result. */
    interface Parser {

        /** Returns whether the parser accepts the input; throws if an invariant does not hold. */
        boolean accepts(byte[] input) throws Exception;
    }
}
