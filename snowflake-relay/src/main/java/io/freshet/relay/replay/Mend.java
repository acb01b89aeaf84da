package io.freshet.relay.replay;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.Codec;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.encode.Format;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.manifest.Manifest.ManifestUnavailableException;
import io.freshet.relay.manifest.ManifestEntry;
import io.freshet.relay.source.Backoff;
import io.freshet.relay.source.RangeReader;
import io.freshet.relay.store.FileFacts;
import io.freshet.relay.store.ObjectStore;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import io.freshet.relay.store.ObjectStore.StoredFile;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/**
 * Puts one file of the books right: an object that is there is entered in the manifest; one that is not is written from what Kafka has, under
 * the name that is asked for, and entered. Never overwrites; may be repeated. One thread; blocks.
 */
public final class Mend {
    private final Function<String, Optional<String>> topicIds;
    private final RangeReader reader;
    private final FileEncoder encoder;
    private final ObjectStore store;
    private final Manifest manifest;
    private final Patience patience;

    /**
     * Ready to mend.
     *
     * @param topicIds the present id of a topic; empty where there is none of that name
     */
    public Mend(
            Function<String, Optional<String>> topicIds,
            RangeReader reader,
            SchemaRegistry registry,
            InstantSource clock,
            ObjectStore store,
            Manifest manifest,
            Patience patience) {
        this.topicIds = topicIds;
        this.reader = reader;
        this.encoder = new FileEncoder(registry, clock);
        this.store = store;
        this.manifest = manifest;
        this.patience = patience;
    }

    /** @param waiting told why a step is tried again */
    public static Patience patience(Backoff backoff, int tries, Consumer<String> waiting) {
        return new Patience(backoff, tries, Thread::sleep, new ReplayProgress() {
            @Override
            public void wrote(long offsets, long rows, long bytes, int poison) {
                // one file at a time: its own line says it
            }

            @Override
            public void waiting(String why) {
                waiting.accept(why);
            }
        });
    }

    /**
     * Mends one.
     *
     * @return what was done, for a person
     * @throws ReplayException when it cannot be mended, with the reason
     */
    public String mend(Mending one) throws ReplayException, InterruptedException {
        Optional<StoredFile> there = patience.insist(() -> store.head(one.key()));
        String done = "entered in the manifest";
        if (there.isEmpty()) {
            write(one);
            there = patience.insist(() -> store.head(one.key()));
            done = "written and entered in the manifest";
        }
        StoredFile file = there.orElseThrow(() -> new ReplayException(one.key() + " was written and is gone again"));
        FileFacts facts = file.facts()
                .filter(known -> known.range().equals(one.range()))
                .orElseThrow(() -> new ReplayException(
                        one.key() + " is taken by an object that is not " + one.range() + "; it is left alone"));
        try {
            manifest.record(new ManifestEntry(store.uri(), one.key(), file.bytes(), facts));
        } catch (ManifestUnavailableException e) {
            throw new ReplayException(one.key() + ": " + e.getMessage(), e);
        }
        return one.key() + ": " + facts.rows() + " rows " + done;
    }

    private void write(Mending one) throws ReplayException, InterruptedException {
        Format format = Format.named(one.format())
                .orElseThrow(() -> new ReplayException("This version does not write " + one.format()));
        Codec codec = Codec.named(one.codec())
                .orElseThrow(() -> new ReplayException("This version does not write " + one.codec()));
        RangeReader.Found found = read(one.range());
        Encoded file = patience.insist(() -> encode(one.range(), found, format, codec));
        FileFacts facts =
                new FileFacts(one.range(), file.rows(), file.rawBytes(), file.sha256(), format.label(), codec.label());
        patience.insist(() -> store.create(one.key(), file.bytes(), facts));
    }

    private RangeReader.Found read(Range range) throws ReplayException {
        Origin origin = range.origin();
        if (!topicIds.apply(origin.topic()).equals(Optional.of(origin.topicId()))) {
            throw new ReplayException(range + ": the topic was deleted or made anew, Kafka no longer has its records");
        }
        try {
            RangeReader.Found found = reader.read(range);
            if (!found.complete()) {
                throw new ReplayException(range + ": Kafka no longer has all of its records");
            }
            return found;
        } catch (KafkaException e) {
            throw new ReplayException(range + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Encoded encode(Range range, RangeReader.Found found, Format format, Codec codec)
            throws StoreUnavailableException {
        return switch (encoder.encode(range.origin(), found.records(), format, codec)) {
            case Encoded encoded -> encoded;
            case SchemaUnavailable(int id, String why) ->
                throw new StoreUnavailableException(
                        "schema " + id + " is not to be had", new IllegalStateException(why));
        };
    }
}
