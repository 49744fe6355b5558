package io.countersign.adapters.http.exchange;

import okhttp3.Interceptor;
import okhttp3.Response;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Sets the {@code User-Agent} (RFC 9110 §10.1.5): {@code Countersign/<version>}. */
public final class UserAgent implements Interceptor {

    private static final String VALUE = "Countersign/" + version();

    @Override
    public Response intercept(Chain chain) throws IOException {
        return chain.proceed(chain.request().newBuilder().header("User-Agent", VALUE).build());
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream stream = UserAgent.class.getResourceAsStream("version.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException unreadable) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }
}
