package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PreparationTest {

    private final ApiConnection connection = ApiConnection.open(
            ConnectionSettings.builder("http://127.0.0.1:9", () -> "token").buildOrThrow());

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void an_interrupted_thread_gets_a_transport_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        RetrofitTransport transport = RetrofitTransport.over(connection);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(transport).isNotNull();
    }

    @Test
    @Timeout(60)
    void a_thread_that_prepares_ends_by_itself() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("Countersign preparation")) {
                assertThat(thread.isDaemon()).isTrue();
                thread.join();
            }
        }
        assertThat(RetrofitTransport.over(connection)).isNotNull();
    }
}
