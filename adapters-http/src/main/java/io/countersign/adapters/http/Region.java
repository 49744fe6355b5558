package io.countersign.adapters.http;

/** The regions in which the API is served (API reference, regions). */
public enum Region {
    /** Europe, the default. */
    EUROPE("https://api.dfns.io"),
    /** The United Arab Emirates. */
    UAE("https://api.uae.dfns.io");

    private final String baseUrl;

    Region(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Returns the region's base URL, for {@link ConnectionSettings#builder}. */
    public String baseUrl() {
        return baseUrl;
    }
}
