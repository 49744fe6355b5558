package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.countersign.adapters.http.tls.TlsSettings;

import java.util.Arrays;

/** Certificates to trust, as text and as bytes, and a client certificate with its key. The first byte chooses. */
final class TlsFiles implements FuzzedParser.Parser {

    @Override
    public boolean accepts(byte[] input) {
        byte[] rest = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        String text = new String(rest, ISO_8859_1);
        TlsSettings.Builder builder = switch (input.length == 0 ? 0 : input[0] & 3) {
            case 0, 1 -> TlsSettings.builder().trustedCertificates(text);
            case 2 -> TlsSettings.builder().trustedCertificates(rest);
            default -> TlsSettings.builder().clientCertificate(text, text.toCharArray());
        };
        var settings = builder.build();
        if (settings.isInvalid()) {
            Checks.inOneLine(settings.getError());
            Checks.nothingOf(text, settings.getError().toString());
        } else {
            Checks.inOneLine(settings.get().toString());
        }
        return settings.isValid();
    }
}
