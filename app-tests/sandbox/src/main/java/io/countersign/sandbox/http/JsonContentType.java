package io.countersign.sandbox.http;

import io.vavr.control.Option;

import java.util.regex.Pattern;

/** Requires {@code Content-Type: application/json}, which is UTF-8 with or without a charset (RFC 8259 §8.1). */
public final class JsonContentType {

    private static final Pattern JSON = Pattern.compile(
            "application/json(?:\\s*;\\s*charset=(?:utf-8|\"utf-8\"))?\\s*", Pattern.CASE_INSENSITIVE);

    private JsonContentType() {
    }

    public static Option<Refusal> objectionTo(ReceivedCall call) {
        return Option.when(
                call.soleHeader("Content-Type").filter(type -> JSON.matcher(type).matches()).isEmpty(),
                () -> Refusal.invalidBody("Content-Type", "must be application/json"));
    }
}
