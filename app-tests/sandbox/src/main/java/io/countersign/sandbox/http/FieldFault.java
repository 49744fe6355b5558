package io.countersign.sandbox.http;

/**
 * What is wrong with one field of a request.
 *
 * @param field its path from the top of the body ({@code firstFactor.kind}), or the name of a header
 * @param message what it must be
 */
record FieldFault(String field, String message) {
}
