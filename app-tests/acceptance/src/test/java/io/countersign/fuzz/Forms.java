package io.countersign.fuzz;

import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Forms with the boundary {@code b}, of which the part named {@code data} is proven. */
final class Forms implements FuzzedParser.Parser {

    private static final String TYPE = "multipart/form-data; boundary=b";

    private final SigningClient client = new SigningClient();

    @Override
    public boolean accepts(byte[] input) throws IOException {
        return provenBy(input, TYPE);
    }

    /** Returns whether a form is proven; throws if a parser accepts it and reads something else. */
    boolean provenBy(byte[] form, String type) throws IOException {
        var signed = client.signed(new Request.Builder().url(SigningClient.BASE + "/wallets")
                .post(RequestBody.create(form, null)).header("Content-Type", type).build());
        if (signed.isEmpty()) {
            return false;
        }
        byte[] data = signed.get().action().payload().utf8();
        var sent = new Buffer();
        signed.get().request().body().writeTo(sent);
        Checks.holds(Arrays.equals(sent.readByteArray(), form), "a form is sent as it is");
        for (FormReader reader : FormReader.values()) {
            List<FormReader.Part> parts;
            try {
                parts = reader.read(form, type);
            } catch (IOException | RuntimeException refused) {
                continue; // whoever does not take it cannot be misled
            }
            var ofThatName = parts.stream().filter(part -> part.name().strip().equalsIgnoreCase("data")).toList();
            Checks.holds(ofThatName.size() == 1 && ofThatName.get(0).name().equals("data")
                            && Arrays.equals(ofThatName.get(0).content(), data),
                    "what was proven is what " + reader + " reads: " + ofThatName.size() + " data parts");
        }
        return true;
    }
}
