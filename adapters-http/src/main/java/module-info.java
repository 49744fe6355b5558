/** The user action API over HTTP. */
// Retrofit, Okio, MapStruct, Resilience4j and Micrometer are no modules yet.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.countersign.adapters.http {
    requires transitive io.countersign.ports;
    requires static transitive org.jspecify;

    requires transitive okhttp3;
    requires okio;
    requires retrofit2;
    requires retrofit2.converter.jackson;
    requires com.fasterxml.jackson.databind;
    requires jakarta.validation;
    requires org.hibernate.validator;
    requires static org.mapstruct;
    requires static java.compiler; // the generated mappers carry javax.annotation.processing.Generated

    // Only for those who use resilience or metrics.
    requires static io.github.resilience4j.core;
    requires static io.github.resilience4j.retry;
    requires static io.github.resilience4j.bulkhead;
    requires static io.github.resilience4j.circuitbreaker;
    requires static io.github.resilience4j.ratelimiter;
    requires static micrometer.core;

    exports io.countersign.adapters.http;
    exports io.countersign.adapters.http.metrics;
    exports io.countersign.adapters.http.resilience;
    exports io.countersign.adapters.http.tls;

    opens io.countersign.adapters.http.wire to
            com.fasterxml.jackson.databind, org.hibernate.validator, retrofit2;
}
