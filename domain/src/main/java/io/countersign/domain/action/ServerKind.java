package io.countersign.domain.action;

/** The server that an action is meant for ({@code userActionServerKind}). Clients use {@link #API}. */
public enum ServerKind {
    API, STAFF
}
