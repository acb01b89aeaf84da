package io.freshet.local.twin;

import io.freshet.local.store.StoreAccess;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * All that the twin's process is told.
 *
 * @param poll how often the store is listed, at most; less often when listing takes long
 * @param queryTimeout after which a query is cancelled
 * @param disturbance seed of announcements that come late, shuffled and more than once; empty for none
 * @param rowLimit how many rows one answer has at most
 */
record TwinSettings(
        int port,
        Path dataDirectory,
        StoreAccess store,
        Duration poll,
        OptionalLong disturbance,
        Duration queryTimeout,
        int rowLimit) {
    /** Short, because a person waits for rows to appear. */
    static final Duration DEFAULT_POLL = Duration.ofSeconds(1);

    static final Duration DEFAULT_QUERY_TIMEOUT = Duration.ofSeconds(30);
    static final int DEFAULT_ROW_LIMIT = 10_000;

    String toProperties() {
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("data", dataDirectory.toString());
        properties.setProperty("store.endpoint", store.endpoint());
        properties.setProperty("store.region", store.region());
        properties.setProperty("store.bucket", store.bucket());
        properties.setProperty("store.prefix", store.prefix());
        properties.setProperty("store.layouts", String.join(" ", store.layouts()));
        properties.setProperty("store.access-key", store.accessKey());
        properties.setProperty("store.secret-key", store.secretKey());
        properties.setProperty("poll", poll.toString());
        disturbance.ifPresent(seed -> properties.setProperty("disturbance", Long.toString(seed)));
        properties.setProperty("query.timeout", queryTimeout.toString());
        properties.setProperty("query.rows", Integer.toString(rowLimit));
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** No template has a space in it. */
    private static List<String> layouts(String joined) {
        return joined.isBlank() ? List.of() : List.of(joined.split(" ", -1));
    }

    static TwinSettings read(Reader text) throws IOException {
        Properties properties = new Properties();
        properties.load(text);
        return new TwinSettings(
                Integer.parseInt(properties.getProperty("port")),
                Path.of(properties.getProperty("data")),
                new StoreAccess(
                        properties.getProperty("store.endpoint"),
                        properties.getProperty("store.region"),
                        properties.getProperty("store.bucket"),
                        properties.getProperty("store.prefix"),
                        layouts(properties.getProperty("store.layouts")),
                        properties.getProperty("store.access-key"),
                        properties.getProperty("store.secret-key")),
                Duration.parse(properties.getProperty("poll")),
                seed(properties.getProperty("disturbance")),
                Duration.parse(properties.getProperty("query.timeout")),
                Integer.parseInt(properties.getProperty("query.rows")));
    }

    private static OptionalLong seed(@Nullable String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}
