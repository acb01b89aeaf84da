package io.freshet.local.part;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * Ready when a GET is answered with a status that counts as well.
 *
 * @param healthy which statuses do
 */
public record HttpReadiness(URI uri, IntPredicate healthy) implements Readiness {
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(2).toMillis();
    private static final int MOST_BYTES = 64 * 1024;

    /** Ready on 200. */
    public static HttpReadiness ok(URI uri) {
        return new HttpReadiness(uri, status -> status == HttpURLConnection.HTTP_OK);
    }

    @Override
    public boolean isReady() {
        return asked(connection -> healthy.test(connection.getResponseCode()), false);
    }

    /** The body of the answer, or that there is none. */
    @Override
    public String reason() {
        return asked(
                connection -> {
                    if (healthy.test(connection.getResponseCode())) {
                        return "";
                    }
                    InputStream document = connection.getErrorStream();
                    return document == null ? "" : new String(document.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                },
                "it does not answer on port " + uri.getPort());
    }

    private interface Question<T> {
        T put(HttpURLConnection connection) throws IOException;
    }

    private <T> T asked(Question<T> question, T silent) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try {
                return question.put(connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return silent;
        }
    }
}
