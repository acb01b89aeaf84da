package io.freshet.cli.send;

import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** How a request shows its key. */
public final class WriteKey {
    private static final String HEADER = "X-Freshet-Key";

    private WriteKey() {}

    /** @param key null for none */
    public static HttpRequest.Builder show(HttpRequest.Builder request, @Nullable String key) {
        return key == null ? request : request.header(HEADER, key);
    }
}
