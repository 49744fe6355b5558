package io.countersign.fuzz;

/** Everything here that reads bytes from outside. Each comes with seeds, in the resources by its name. */
enum FuzzedParser {

    PEM_KEYS(new PemKeys()),
    LOCKED_KEYS(new LockedKeys()),
    SEALS(new Seals()),
    WEBAUTHN_ANSWERS(new WebAuthnAnswers()),
    CLIENT_DATA(new ClientDataOfBrowsers()),
    PENDING_DOCUMENTS(new PendingDocuments()),
    CHALLENGES(new Challenges()),
    REDEMPTIONS(new Redemptions()),
    ERRORS(new Errors()),
    ACTION_TEXTS(new ActionTexts()),
    BASE_URLS(new BaseUrls());

    private final Parser parser;

    FuzzedParser(Parser parser) {
        this.parser = parser;
    }

    /** Gives it those bytes. Throws if anything does not hold that must hold of its answer. */
    boolean accepts(byte[] input) throws Exception {
        return parser.accepts(input);
    }

    /** One of them. */
    interface Parser {

        /** Whether it takes those bytes for what they should be; throws if what must hold then, or otherwise, does not. */
        boolean accepts(byte[] input) throws Exception;
    }
}
