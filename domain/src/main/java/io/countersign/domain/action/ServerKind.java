package io.countersign.domain.action;

/** Which of the API's servers the action is meant for ({@code userActionServerKind}). Clients use {@link #API}. */
public enum ServerKind {
    API, STAFF
}
