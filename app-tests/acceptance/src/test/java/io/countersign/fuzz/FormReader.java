package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import okhttp3.MultipartReader;
import okio.Buffer;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.RequestContext;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartCompliance;
import org.eclipse.jetty.io.Content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parsers of {@code multipart/form-data} that servers use, each with other rules. */
enum FormReader {

    /** Jetty, strictly by RFC 7578. */
    JETTY_STRICT {
        @Override
        List<Part> read(byte[] form, String type) throws IOException {
            return jetty(form, type, MultiPartCompliance.RFC7578_STRICT);
        }
    },

    /** Jetty with its defaults. */
    JETTY {
        @Override
        List<Part> read(byte[] form, String type) throws IOException {
            return jetty(form, type, MultiPartCompliance.RFC7578);
        }
    },

    /** Jetty at its most lenient: lines may end in LF or CR alone. */
    JETTY_LEGACY {
        @Override
        List<Part> read(byte[] form, String type) throws IOException {
            return jetty(form, type, MultiPartCompliance.LEGACY);
        }
    },

    /** Apache Commons FileUpload, which Tomcat contains. */
    FILE_UPLOAD {
        @Override
        List<Part> read(byte[] form, String type) throws IOException {
            List<Part> parts = new ArrayList<>();
            new Upload().getItemIterator(new Received(form, type)).forEachRemaining(item -> {
                try (InputStream content = item.getInputStream()) {
                    parts.add(new Part(Optional.ofNullable(item.getFieldName()).orElse(""), content.readAllBytes()));
                }
            });
            return parts;
        }
    },

    /** OkHttp, with headers by RFC 822: folded lines, quoted pairs, the last of several. */
    OKHTTP {
        @Override
        List<Part> read(byte[] form, String type) throws IOException {
            List<Part> parts = new ArrayList<>();
            try (var reader = new MultipartReader(new Buffer().write(form), boundaryOf(type))) {
                for (var part = reader.nextPart(); part != null; part = reader.nextPart()) {
                    String disposition = part.headers().get("Content-Disposition");
                    parts.add(new Part(lastNameIn(disposition == null ? "" : disposition), part.body()
                            .readByteArray()));
                }
            }
            return parts;
        }
    },

    /** A simple parser as many write it: splits at the boundary anywhere and looks for a name in quotes. */
    BY_HAND {
        @Override
        List<Part> read(byte[] form, String type) throws IOException {
            List<Part> parts = new ArrayList<>();
            for (String part : new String(form, ISO_8859_1).split(Pattern.quote("--" + boundaryOf(type)), -1)) {
                Matcher headersEnd = Pattern.compile("\\r\\n\\r\\n|\\n\\n|\\r\\r").matcher(part);
                if (headersEnd.find()) {
                    Matcher name = Pattern.compile("(?i)[;\\s]name\\s*=\\s*\"([^\"]*)\"")
                            .matcher(part.substring(0, headersEnd.start()));
                    if (!name.find()) {
                        throw new IOException("a part without a name");
                    }
                    parts.add(new Part(name.group(1),
                            part.substring(headersEnd.end()).replaceFirst("\\r?\\n\\z", "").getBytes(ISO_8859_1)));
                }
            }
            return parts;
        }
    };

    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*([^=;\\s]+)\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^;]*)");

    /**
     * A part as a parser sees it.
     *
     * @param name empty if it has none
     * @param content its bytes
     */
    record Part(String name, byte[] content) {

        String text() {
            return new String(content, UTF_8);
        }

        @Override
        public String toString() {
            return name + "=" + text();
        }
    }

    /**
     * Parses a form.
     *
     * @param type the value of its {@code Content-Type}
     * @throws IOException if this parser rejects it
     */
    abstract List<Part> read(byte[] form, String type) throws IOException;

    private static String boundaryOf(String type) {
        Matcher boundary = Pattern.compile("(?i)boundary=\"?([^\";]*)").matcher(type);
        return boundary.find() ? boundary.group(1) : "";
    }

    private static String lastNameIn(String disposition) {
        String name = "";
        Matcher parameter = PARAMETER.matcher(disposition);
        while (parameter.find()) {
            if (parameter.group(1).equalsIgnoreCase("name")) {
                name = parameter.group(2).strip().replaceAll("^\"|\"$", "").replaceAll("\\\\(.)", "$1");
            }
        }
        return name;
    }

    private static List<Part> jetty(byte[] form, String type, MultiPartCompliance compliance) throws IOException {
        List<Part> parts = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        boolean[] complete = {false};
        var content = new ByteArrayOutputStream();
        new MultiPart.Parser(boundaryOf(type), compliance, new MultiPart.AbstractPartsListener() {
            @Override
            public void onPartContent(Content.Chunk chunk) {
                ByteBuffer bytes = chunk.getByteBuffer().slice();
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                content.writeBytes(copy);
            }

            @Override
            public void onPart(String name, String fileName, HttpFields headers) {
                parts.add(new Part(name == null ? "" : name, content.toByteArray()));
                content.reset();
            }

            @Override
            public void onComplete() {
                complete[0] = true;
            }

            @Override
            public void onFailure(Throwable failure) {
                failures.add(failure);
            }
        }).parse(Content.Chunk.from(ByteBuffer.wrap(form), true));
        if (!failures.isEmpty() || !complete[0]) {
            throw new IOException("Jetty does not take it: " + failures);
        }
        return parts;
    }

    private static final class Upload
            extends AbstractFileUpload<Received, DiskFileItem, DiskFileItemFactory> {

        @Override
        public FileItemInputIterator getItemIterator(Received request) throws IOException {
            return getItemIterator((RequestContext) request);
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(Received request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<DiskFileItem> parseRequest(Received request) {
            throw new UnsupportedOperationException();
        }
    }

    private record Received(byte[] form, String type) implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        @Override
        public long getContentLength() {
            return form.length;
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(form);
        }

        @Override
        public boolean isMultipartRelated() {
            return type.startsWith("multipart/related");
        }
    }
}
