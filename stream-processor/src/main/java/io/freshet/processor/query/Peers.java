package io.freshet.processor.query;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks other instances of the group. Their addresses come from the group itself, never from a request; a request that was passed
 * on bears a header and is never passed on again. Event loop.
 */
final class Peers {
    static final String FORWARDED = "Freshet-Forwarded";
    static final String NEXT = "Freshet-Next";
    static final String TRUNCATED = "Freshet-Truncated";
    static final String NDJSON = "application/x-ndjson";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final int CONNECTIONS_PER_PEER = 32;

    private final HttpClient client;

    Peers(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setMaxPoolSize(CONNECTIONS_PER_PEER)
                .setMaxWaitQueueSize(CONNECTIONS_PER_PEER));
    }

    /** The peer did not answer with results. */
    static final class PeerUnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        PeerUnavailableException(String message) {
            super(message);
        }
    }

    Future<Page> page(HostInfo peer, String uri) {
        return open(peer, uri, NDJSON, ANSWER.toMillis()).compose(response -> {
            Buffer body = Buffer.buffer();
            response.handler(chunk -> {
                if (body.length() + chunk.length() > MAX_BYTES) {
                    response.request().reset();
                } else {
                    body.appendBuffer(chunk);
                }
            });
            return response.end().map(end -> {
                List<String> rows = body.toString().lines().toList();
                return new Page(rows, response.getHeader(NEXT), "true".equals(response.getHeader(TRUNCATED)));
            });
        });
    }

    /** A stream of updates, paused. */
    Future<HttpClientResponse> updates(HostInfo peer, String uri) {
        return open(peer, uri, "text/event-stream", 0);
    }

    private Future<HttpClientResponse> open(HostInfo peer, String uri, String accept, long timeout) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(peer.host())
                .setPort(peer.port())
                .setURI(uri)
                .putHeader(FORWARDED, "1")
                .putHeader("Accept", accept);
        if (timeout > 0) {
            options.setTimeout(timeout);
        }
        return client.request(options).compose(HttpClientRequest::send).compose(response -> {
            if (response.statusCode() == OK) {
                if (timeout == 0) {
                    response.pause();
                }
                return Future.succeededFuture(response);
            }
            response.resume();
            return Future.failedFuture(
                    new PeerUnavailableException("another instance answered " + response.statusCode()));
        });
    }
}
