package io.freshet.local.part;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * Ready when a GET is answered with a status that counts as well.
 *
 * @param healthy which statuses do
 */
public record HttpReadiness(URI uri, IntPredicate healthy) implements Readiness {
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(2).toMillis();

    /** Ready on 200. */
    public static HttpReadiness ok(URI uri) {
        return new HttpReadiness(uri, status -> status == HttpURLConnection.HTTP_OK);
    }

    @Override
    public boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            try {
                return healthy.test(connection.getResponseCode());
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
