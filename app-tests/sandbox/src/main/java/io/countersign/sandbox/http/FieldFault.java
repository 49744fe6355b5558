package io.countersign.sandbox.http;

/**
 * A violation in one field of a request.
 *
 * @param field its path from the top of the body ({@code firstFactor.kind}), or the name of a header
 * @param message the rule that it violates
 */
record FieldFault(String field, String message) {
}
