package io.freshet.processor.query;

import io.freshet.processor.topology.ServedResults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** Finds the instance that holds a key and has it answer. Event loop; what reads from disk goes to worker threads. */
final class ResultFinder {
    private final Vertx vertx;
    private final LocalResults local;
    private final Peers peers;
    private final HostInfo self;

    ResultFinder(Vertx vertx, LocalResults local, Peers peers, HostInfo self) {
        this.vertx = vertx;
        this.local = local;
        this.peers = peers;
        this.self = self;
    }

    /** Whatever is asked for is not here now, and may be in a moment. */
    static final class NotHereException extends Exception {
        private static final long serialVersionUID = 1L;

        NotHereException(String message) {
            super(message);
        }
    }

    /**
     * @param forwarded whether another instance sent it here: then it is answered here or not at all
     * @param uri of the request, for another instance
     */
    Future<Page> find(RunningJob job, ResultQuery query, boolean forwarded, String uri) {
        if (query.key() == null) {
            return forwarded ? blocking(() -> local.ofAll(job, query)) : gather(job, query, uri);
        }
        return blocking(() -> holder(job, query.key())).compose(place -> {
            if (place.activeHost().equals(self)) {
                return blocking(() -> local.ofKey(job, place.partition(), query));
            }
            return forwarded
                    ? Future.failedFuture(new NotHereException("The key's results are moving to another instance."))
                    : peers.page(place.activeHost(), uri);
        });
    }

    private Future<Page> gather(RunningJob job, ResultQuery query, String uri) {
        return others(job).compose(hosts -> {
            List<Future<Page>> pages = new ArrayList<>();
            pages.add(blocking(() -> local.ofAll(job, query)));
            hosts.forEach(host -> pages.add(peers.page(host, uri)));
            return Future.all(pages).map(all -> together(pages, query.limit()));
        });
    }

    private static Page together(List<Future<Page>> pages, int limit) {
        List<String> rows =
                pages.stream().flatMap(page -> page.result().rows().stream()).toList();
        boolean more = rows.size() > limit
                || pages.stream().anyMatch(page -> page.result().truncated());
        return new Page(rows.subList(0, Math.min(limit, rows.size())), null, more);
    }

    /** The one that holds the key; null for this instance. */
    Future<@Nullable HostInfo> holderOf(RunningJob job, String key) {
        return blocking(() -> holder(job, key))
                .map(place -> place.activeHost().equals(self) ? null : place.activeHost());
    }

    /** All other instances that hold results of the job. */
    Future<List<HostInfo>> others(RunningJob job) {
        String store = ServedResults.store(job.plan());
        return blocking(() -> job.streams().metadataForAllStreamsClients().stream()
                .filter(client -> client.stateStoreNames().contains(store))
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(self))
                .toList());
    }

    private static KeyQueryMetadata holder(RunningJob job, String key) throws NotHereException {
        KeyQueryMetadata place =
                job.streams().queryMetadataForKey(ServedResults.store(job.plan()), key, new StringSerializer());
        if (place == null || place.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw new NotHereException("It is not settled yet which instance holds the key.");
        }
        return place;
    }

    private interface Work<T> {
        T get() throws NotHereException;
    }

    private <T> Future<T> blocking(Work<T> work) {
        return vertx.executeBlocking(
                () -> {
                    try {
                        return work.get();
                    } catch (InvalidStateStoreException | IllegalStateException e) {
                        throw new NotHereException("Results are being restored.");
                    }
                },
                false);
    }
}
