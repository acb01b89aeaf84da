package io.freshet.relay.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.model.PathTemplate;
import io.freshet.model.Reason;
import io.freshet.relay.cut.CutPolicy;
import io.freshet.relay.cut.Intent;
import io.freshet.relay.cut.ObjectKeys;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.Codec;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.Poison;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.encode.Format;
import io.freshet.relay.encode.SourceRecord;
import io.freshet.relay.kill.FixedRegistry;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.manifest.ManifestEntry;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Retry;
import io.freshet.relay.source.Outcome.Stop;
import io.freshet.relay.store.FileFacts;
import io.freshet.relay.store.ObjectStore;
import io.freshet.relay.store.Stores;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FinishTest {
    private static final Range RANGE = new Range(new Origin("t", "id", 0), 10, 20);
    private static final Intent INTENT = new Intent(RANGE, "s3://b", "key", "ndjson-1", "zstd-1", "sha");
    private static final Encoded FILE = new Encoded(new byte[] {1, 2, 3}, 5, 30, "sha", List.of());

    static final TopicRules RULES = TopicRules.all(new TopicRule(
            new CutPolicy(Duration.ofSeconds(10), 1 << 20, 500),
            new ObjectKeys(PathTemplate.standard("")),
            Format.AVRO,
            Codec.ZSTD));

    private static final Poison POISON = new Poison(
            new SourceRecord(10, 0, null, new byte[1_000], List.of()), Reason.UNDECODABLE_RECORD, "not Avro");

    private final FakeStore store = new FakeStore();
    private int published;
    private final List<ManifestEntry> recorded = new ArrayList<>();
    private final Finish finish = new Finish(
            store,
            new Manifest() {
                @Override
                public void record(ManifestEntry entry) {
                    recorded.add(entry);
                }

                @Override
                public OptionalLong highWater(Origin origin) {
                    return OptionalLong.empty();
                }
            },
            new Rebuild(
                    new RangeReader(
                            () -> {
                                throw new AssertionError("nothing is to be read again");
                            },
                            Duration.ofSeconds(1)),
                    new FileEncoder(new FixedRegistry(), InstantSource.system()),
                    new Broker(noAdmin(), "group", Duration.ofSeconds(1)),
                    RelayObserver.NONE),
            (origin, poison) -> published += poison.size(),
            new Overlaps(RULES, RelayObserver.NONE),
            InstantSource.system(),
            RelayObserver.NONE);

    private static Admin noAdmin() {
        return (Admin)
                Proxy.newProxyInstance(FinishTest.class.getClassLoader(), new Class<?>[] {Admin.class}, (p, m, a) -> {
                    throw new AssertionError("the broker is not to be asked");
                });
    }

    /** A bucket in memory whose answers can be lost. */
    private static final class FakeStore implements ObjectStore, Stores {
        private final Map<String, StoredFile> objects = new HashMap<>();
        private boolean loseNextAnswer;
        private boolean refuseNext;
        private int puts;

        @Override
        public ObjectStore configured() {
            return this;
        }

        @Override
        public Optional<ObjectStore> named(String uri) {
            return uri.equals(uri()) ? Optional.of(this) : Optional.empty();
        }

        @Override
        public String uri() {
            return "s3://b";
        }

        @Override
        public PutOutcome create(String key, byte[] bytes, FileFacts facts) throws StoreUnavailableException {
            puts++;
            if (refuseNext) {
                refuseNext = false;
                throw new StoreUnavailableException("slow down", new IllegalStateException());
            }
            boolean taken = objects.putIfAbsent(key, new StoredFile(bytes.length, Optional.of(facts))) != null;
            if (loseNextAnswer) {
                loseNextAnswer = false;
                throw new StoreUnavailableException("lost", new IllegalStateException());
            }
            return taken ? PutOutcome.EXISTS : PutOutcome.CREATED;
        }

        @Override
        public Optional<StoredFile> head(String key) {
            return Optional.ofNullable(objects.get(key));
        }

        @Override
        public void list(String prefix, Consumer<String> each) {
            objects.keySet().forEach(each);
        }
    }

    @Test
    void putsThenRecordsWhatTheStoreSays() throws Exception {
        assertThat(finish.finish(INTENT, 10, FILE, true, new Claim())).isInstanceOf(Done.class);

        assertThat(recorded).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo("key");
            assertThat(entry.bytes()).isEqualTo(3);
            assertThat(entry.facts().rows()).isEqualTo(5);
        });
    }

    @Test
    void lostAnswerIsSettledByWhatIsThere() {
        store.loseNextAnswer = true;
        assertThatThrownBy(() -> finish.finish(INTENT, 10, FILE, true, new Claim()))
                .isInstanceOf(ObjectStore.StoreUnavailableException.class);
        assertThat(recorded).isEmpty();

        assertThat(store.puts).isEqualTo(1);
        assertThatCode(() -> finish.finish(INTENT, 10, FILE, false, new Claim()))
                .doesNotThrowAnyException();
        assertThat(store.puts).as("the object was found, not put again").isEqualTo(1);
        assertThat(recorded).hasSize(1);
    }

    @Test
    void poisonIsPublishedOnceHoweverOftenTheFileIsTried() throws Exception {
        Encoded poisoned = new Encoded(new byte[] {1, 2, 3}, 5, 30, "sha", List.of(POISON));
        store.refuseNext = true;
        assertThatThrownBy(() -> finish.finish(INTENT, 10, poisoned, true, new Claim()))
                .isInstanceOf(ObjectStore.StoreUnavailableException.class);

        assertThat(finish.finish(INTENT, 10, poisoned, false, new Claim())).isInstanceOf(Done.class);

        assertThat(store.puts).isEqualTo(2);
        assertThat(published).isEqualTo(1);
    }

    @Test
    void poisonKeptAliveCountsAsHeld() {
        OwnedPartition partition = new OwnedPartition(new TopicPartition("t", 0));
        partition.encodedInto(new Encoded(new byte[] {1, 2, 3}, 5, 30, "sha", List.of(POISON)));

        assertThat(partition.held()).isGreaterThanOrEqualTo(1_003);
    }

    @Test
    void adoptsTheObjectOfAFormerOwnerAsItIs() throws Exception {
        FileFacts theirs = new FileFacts(RANGE, 4, 29, "other", "ndjson-1", "zstd-1");
        store.create("key", new byte[7], theirs);

        assertThat(finish.finish(INTENT, 10, FILE, true, new Claim())).isInstanceOf(Done.class);
        assertThat(recorded).singleElement().satisfies(entry -> {
            assertThat(entry.facts()).isEqualTo(theirs);
            assertThat(entry.bytes()).isEqualTo(7);
        });
    }

    @Test
    void objectOfAnotherRangeStopsThePartition() throws Exception {
        store.create("key", new byte[7], new FileFacts(new Range(RANGE.origin(), 10, 21), 4, 2, "x", "", ""));

        assertThat(finish.finish(INTENT, 10, null, false, new Claim())).isInstanceOf(Stop.class);
        assertThat(recorded).isEmpty();
    }

    @Test
    void strangersObjectStopsThePartition() throws Exception {
        store.objects.put("key", new ObjectStore.StoredFile(1, Optional.empty()));

        assertThat(finish.finish(INTENT, 10, FILE, false, new Claim())).isInstanceOf(Stop.class);
    }

    @Test
    void formatOfAnotherVersionStopsThePartition() throws Exception {
        Intent foreign = new Intent(RANGE, "s3://b", "key", "parquet-1", "zstd-1", "sha");

        assertThat(finish.finish(foreign, 10, null, false, new Claim())).isInstanceOf(Stop.class);
    }

    @Test
    void nothingIsPutForAPartitionThatIsGone() throws Exception {
        Claim claim = new Claim();
        claim.giveUp();

        assertThat(finish.finish(INTENT, 10, FILE, true, claim)).isInstanceOf(Retry.class);
        assertThat(store.puts).isZero();
        assertThat(recorded).isEmpty();
    }
}
