package io.freshet.processor.query;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One listener's stream. Everything in it happens on the event loop of the listener's connection. */
final class UpdateStream {
    private static final long HEARTBEAT_MILLIS = 5_000;
    private static final String END = "\n\n";

    private final Vertx vertx;
    private final Context context;
    private final HttpServerResponse response;
    private @Nullable Subscription subscription;
    private @Nullable ResultHub hub;
    private List<HttpClientResponse> peers = List.of();
    private long heartbeat;
    private boolean over;

    UpdateStream(Vertx vertx, HttpServerResponse response) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.response = response;
    }

    /** False when no more can listen. */
    boolean listen(ResultHub to, String job, @Nullable String key) {
        Optional<Subscription> made = to.subscribe(job, key, () -> context.runOnContext(v -> drain()));
        made.ifPresent(subscribed -> {
            subscription = subscribed;
            hub = to;
        });
        return made.isPresent();
    }

    /** @param stillSo whether the updates still come from where they did; asked again and again */
    void begin(List<HttpClientResponse> sources, Supplier<Future<Boolean>> stillSo) {
        peers = sources;
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.closeHandler(v -> end());
        response.exceptionHandler(e -> end());
        response.drainHandler(v -> {
            peers.forEach(HttpClientResponse::resume);
            drain();
        });
        heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, id -> beat(stillSo));
        response.write(": listening" + END);
        for (HttpClientResponse peer : peers) {
            RecordParser events = RecordParser.newDelimited(END, event -> pass(peer, event));
            events.maxRecordSize(Subscription.MAX_CHARS);
            peer.exceptionHandler(e -> end());
            peer.endHandler(v -> end());
            peer.handler(events);
            peer.resume();
        }
        drain();
    }

    private void pass(HttpClientResponse peer, Buffer event) {
        if (over || event.length() == 0 || event.getByte(0) == ':') {
            return;
        }
        response.write(event.appendString(END));
        if (response.writeQueueFull()) {
            peer.pause();
        }
    }

    private void drain() {
        if (over || subscription == null) {
            return;
        }
        while (!response.writeQueueFull()) {
            String event = subscription.poll();
            if (event == null) {
                break;
            }
            response.write(event);
        }
        if (subscription.isOverrun()) {
            response.write("event: overrun\ndata: {}" + END);
            end();
        }
    }

    private void beat(Supplier<Future<Boolean>> stillSo) {
        stillSo.get().onComplete(still -> {
            if (still.failed() || !still.result()) {
                end();
            }
        });
        if (!over && !response.writeQueueFull()) {
            response.write(": alive" + END);
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(heartbeat);
        if (subscription != null && hub != null) {
            hub.leave(subscription);
        }
        peers.forEach(peer -> peer.request().reset());
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }
}
