package io.countersign.adapters.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class KnownApiTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final List<String> lookedUp = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://[::1]:1"})
    void an_address_needs_no_look_up(String url) {
        KnownApi api = api(url);

        assertThat(api.isHeardEverywhere()).isTrue();
        api.lookUp();
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void a_name_is_looked_up_once_and_remembered_for_half_a_minute() throws Exception {
        KnownApi api = api("http://api.test");
        assertThat(api.isHeardEverywhere()).isFalse();

        api.lookUp();
        now.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
        api.lookUp();

        assertThat(api.isHeardEverywhere()).isTrue();
        assertThat(api.lookup("api.test")).containsExactly(InetAddress.getLoopbackAddress());
        assertThat(lookedUp).containsExactly("api.test");
        now.incrementAndGet();
        assertThat(api.isHeardEverywhere()).isFalse();
        api.lookUp();
        assertThat(api.isHeardEverywhere()).isTrue();
        assertThat(lookedUp).containsExactly("api.test", "api.test");
    }

    @Test
    void a_forgotten_name_is_looked_up_again() throws Exception {
        KnownApi api = api("http://api.test");
        api.lookUp();
        api.forget();

        assertThat(api.isHeardEverywhere()).isFalse();
        assertThat(api.lookup("api.test")).hasSize(1);
        assertThat(lookedUp).hasSize(2);
    }

    @Test
    void a_name_that_is_unknown_now_is_no_longer_remembered() {
        KnownApi api = api("http://unknown.test");
        api.lookUp();

        assertThat(api.isHeardEverywhere()).isFalse();
        assertThatThrownBy(() -> api.lookup("unknown.test")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void another_name_is_not_answered_from_memory() throws Exception {
        KnownApi api = api("http://api.test");
        api.lookUp();
        api.lookup("proxy.test");

        assertThat(lookedUp).containsExactly("api.test", "proxy.test");
    }

    @Test
    void over_tls_the_protocol_must_be_known_too() {
        KnownApi api = api("https://api.test");
        api.lookUp();
        assertThat(api.isHeardEverywhere()).isFalse();
        assertThat(lookedUp).isEmpty();

        api.speaks(Protocol.HTTP_1_1);
        api.lookUp();
        assertThat(api.isHeardEverywhere()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_2", "H2_PRIOR_KNOWLEDGE"})
    void where_others_share_the_connection_no_exchange_is_made_on_the_calling_thread(Protocol protocol) {
        KnownApi api = api("http://127.0.0.1:1");
        api.speaks(protocol);

        assertThat(api.isHeardEverywhere()).isFalse();
    }

    private KnownApi api(String url) {
        Dns dns = name -> {
            lookedUp.add(name);
            if (name.startsWith("unknown")) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        return new KnownApi(HttpUrl.get(url), dns, now::get);
    }
}
