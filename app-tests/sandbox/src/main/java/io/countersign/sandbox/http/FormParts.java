package io.countersign.sandbox.http;

import io.vavr.collection.List;
import io.vavr.control.Option;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartCompliance;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/** Collects the parts of a form while Jetty parses it. For one thread and one form. */
public final class FormParts extends MultiPart.AbstractPartsListener {

    private static final Pattern FORM_DATA = Pattern.compile("\\s*form-data\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private List<Part> parts = List.empty();
    private boolean complete;

    private FormParts() {
    }

    /**
     * A part of a form.
     *
     * @param name its name, empty if it has none
     * @param headers its headers
     * @param content its bytes
     */
    public record Part(String name, HttpFields headers, byte[] content) {

        /** Returns the name alone, since the content may be secret. */
        @Override
        public String toString() {
            return "Part[" + name + "]";
        }
    }

    /**
     * Parses a form strictly.
     *
     * @return all parts in order, or none if the bytes are malformed
     */
    public static Option<List<Part>> of(byte[] form, String boundary) {
        FormParts listener = new FormParts();
        new MultiPart.Parser(boundary, MultiPartCompliance.RFC7578_STRICT, listener)
                .parse(Content.Chunk.from(ByteBuffer.wrap(form), true));
        return Option.when(listener.complete, listener.parts);
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
        ByteBuffer bytes = chunk.getByteBuffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        content.writeBytes(copy);
    }

    @Override
    public void onPart(@Nullable String name, @Nullable String fileName, HttpFields headers) {
        String disposition = headers.get(HttpHeader.CONTENT_DISPOSITION);
        boolean isFormData = disposition != null && FORM_DATA.matcher(disposition).matches();
        parts = parts.append(new Part(isFormData && name != null ? name : "", headers, content.toByteArray()));
        content.reset();
    }

    @Override
    public void onComplete() {
        complete = true;
    }
}
