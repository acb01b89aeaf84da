package io.freshet.processor.query;

import io.freshet.model.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Streams of updates, as server-sent events. For one key from the instance that holds it; for all keys from this one and every
 * other. A stream ends when an instance goes or the listener is too slow; whoever opens it again may get results twice and knows
 * them by their ids.
 */
final class UpdateStreams {
    private final Vertx vertx;
    private final ResultHub hub;
    private final ResultFinder finder;
    private final Peers peers;

    UpdateStreams(Vertx vertx, ResultHub hub, ResultFinder finder, Peers peers) {
        this.vertx = vertx;
        this.hub = hub;
        this.finder = finder;
        this.peers = peers;
    }

    void open(RoutingContext context, RunningJob job, @Nullable String key, Consumer<Problem> refuse) {
        boolean forwarded = context.request().headers().contains(Peers.FORWARDED);
        String uri = context.request().uri();
        from(job, key, forwarded, uri).onComplete(sources -> {
            if (sources.failed()) {
                refuse.accept(ResultsRoute.problem(sources.cause()));
                return;
            }
            UpdateStream stream = new UpdateStream(vertx, context.response());
            if (sources.result().here() && !stream.listen(hub, job.plan().name(), key)) {
                sources.result().peers().forEach(peer -> peer.request().reset());
                refuse.accept(new Problem(Reason.OVERLOADED, "Too many streams at once; ask again later."));
                return;
            }
            stream.begin(sources.result().peers(), sources.result().stillSo());
        });
    }

    /** Where updates come from: this instance, others, or both. */
    private record Sources(boolean here, List<HttpClientResponse> peers, Supplier<Future<Boolean>> stillSo) {}

    private Future<Sources> from(RunningJob job, @Nullable String key, boolean forwarded, String uri) {
        if (key == null) {
            return forwarded
                    ? Future.succeededFuture(new Sources(true, List.of(), () -> Future.succeededFuture(true)))
                    : finder.others(job)
                            .compose(hosts -> connect(hosts, uri)
                                    .map(all -> new Sources(
                                            true, all, () -> finder.others(job).map(hosts::equals))));
        }
        return finder.holderOf(job, key).compose(holder -> {
            if (holder == null) {
                return Future.succeededFuture(new Sources(
                        true, List.of(), () -> finder.holderOf(job, key).map(Objects::isNull)));
            }
            return forwarded
                    ? Future.failedFuture(
                            new ResultFinder.NotHereException("The key's results are moving to another instance."))
                    : connect(List.of(holder), uri)
                            .map(all -> new Sources(false, all, () -> Future.succeededFuture(true)));
        });
    }

    private Future<List<HttpClientResponse>> connect(List<HostInfo> hosts, String uri) {
        List<Future<HttpClientResponse>> all = new ArrayList<>();
        hosts.forEach(host -> all.add(peers.updates(host, uri)));
        return Future.all(all)
                .map(done -> all.stream().map(Future::result).toList())
                .onFailure(e -> all.stream()
                        .filter(Future::succeeded)
                        .forEach(open -> open.result().request().reset()));
    }
}
