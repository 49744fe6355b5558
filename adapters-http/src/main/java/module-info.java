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

    // For those alone who use resilience or metrics, and who then require these themselves: were they transitive, javac
    // would ask every module that depends on this one for them.
    requires static io.github.resilience4j.bulkhead;
    requires static io.github.resilience4j.circuitbreaker;
    requires static io.github.resilience4j.core;
    requires static io.github.resilience4j.ratelimiter;
    requires static io.github.resilience4j.retry;
    requires static micrometer.core;

    exports io.countersign.adapters.http;
    exports io.countersign.adapters.http.interceptor;
    exports io.countersign.adapters.http.metrics;
    exports io.countersign.adapters.http.resilience;
    exports io.countersign.adapters.http.tls;
    exports io.countersign.adapters.http.webauthn;

    opens io.countersign.adapters.http.wire to
            com.fasterxml.jackson.databind, org.hibernate.validator, retrofit2;
}
