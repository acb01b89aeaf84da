package io.freshet.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EventSink.State;
import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.model.Reason;
import io.freshet.model.TimeFlag;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SpoolTest {
    @TempDir
    private Path directory;

    private final KafkaStandIn kafka = new KafkaStandIn();
    private @Nullable Spool spool;
    private SpoolingEventSink sink;
    private volatile SpoolWriter.Sync sync = channel -> channel.force(false);

    @BeforeEach
    void open() {
        open(1 << 20, 1 << 12);
    }

    @AfterEach
    void close() {
        if (spool != null) {
            spool.stop();
        }
        spool = null;
    }

    @Test
    void goesToKafkaWhileItAnswers() {
        kafka.is(State.READY);

        assertThat(publish("a", "1")).isNull();

        assertThat(kafka.taken()).containsExactly("1");
        assertThat(spool().records()).isZero();
    }

    @Test
    void isAcknowledgedFromDiskWhileKafkaIsAway() {
        assertThat(publish("a", "1")).isNull();

        assertThat(spool().records()).isEqualTo(1);
        assertThat(kafka.taken()).isEmpty();
    }

    @Test
    void topicThatIsItselfAtFaultIsNotSpooledFor() {
        assertThat(sink.state("shop")).isEqualTo(State.READY);
        assertThat(sink.state("never-well")).isEqualTo(State.UNAVAILABLE);
        assertThat(sink.prepare("never-well").toCompletableFuture().join()).isEqualTo(State.UNAVAILABLE);
    }

    @Test
    void isReplayedInOrderWhenKafkaIsBackAndTakesNoRoomAnyMore() {
        List<String> ids = publishMany(500);

        kafka.is(State.READY);

        awaitDrained();
        assertThat(kafka.taken()).containsExactlyElementsOf(ids);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(spool().bytes()).isZero());
    }

    @Test
    void keyThatHasSpooledRecordsQueuesBehindThem() {
        kafka.refuses(id -> id.equals("1"));
        publish("a", "1");
        kafka.is(State.READY);

        Ledger second = handOver("a", "2");
        Ledger other = handOver("b", "3");

        assertThat(other.failure(0)).isNull();
        await().atMost(Duration.ofSeconds(20)).until(() -> kafka.taken().contains("3"));
        assertThat(kafka.taken()).containsExactly("3");
        kafka.refuses(id -> false);
        awaitDrained();
        assertThat(second.failure(0)).isNull();
        assertThat(kafka.taken()).containsExactly("3", "1", "2");
    }

    @Test
    void laterRecordsOfAKeyFollowAgainAfterOneThatFailedInReplay() {
        publish("a", "1");
        publish("a", "2");
        reopen();
        kafka.refuses(id -> id.equals("1"));
        kafka.is(State.READY);
        await().atMost(Duration.ofSeconds(20)).until(() -> kafka.taken().contains("2"));

        kafka.refuses(id -> false);

        awaitDrained();
        assertThat(kafka.taken()).endsWith("1", "2");
    }

    @Test
    void recordThatFailsForLongMakesNoPileOfCopiesOfThoseBehindIt() throws InterruptedException {
        publish("a", "1");
        publish("a", "2");
        AtomicInteger tries = new AtomicInteger();
        kafka.refuses(id -> id.equals("1") && tries.incrementAndGet() > 0);
        kafka.is(State.READY);
        await().atMost(Duration.ofSeconds(20)).until(() -> tries.get() > 6);

        kafka.refuses(id -> false);

        awaitDrained();
        assertThat(kafka.taken()).hasSizeLessThanOrEqualTo(3).endsWith("1", "2");
    }

    @Test
    void survivesTheEndOfTheProcess() {
        List<String> ids = publishMany(300);

        reopen();
        kafka.is(State.READY);

        awaitDrained();
        assertThat(kafka.taken()).containsExactlyElementsOf(ids);
        assertThat(spool().lost() + spool().unreadable()).isZero();
    }

    @Test
    void keyQueuesBehindWhatAnEarlierProcessLeft() {
        publish("a", "1");
        reopen();
        kafka.refuses(id -> id.equals("1"));
        kafka.is(State.READY);

        Ledger second = handOver("a", "2");

        assertThat(kafka.taken()).doesNotContain("2");
        kafka.refuses(id -> false);
        awaitDrained();
        assertThat(second.failure(0)).isNull();
        assertThat(kafka.taken()).containsExactly("1", "2");
    }

    @Test
    void isBoundedOnDiskAndTakesAgainAfterReplay() {
        close();
        open(20_000, 5_000);
        @Nullable Reason failure = null;
        int taken = 0;
        while (failure == null) {
            failure = publish("k" + taken, "id" + taken);
            taken++;
        }

        assertThat(failure).isEqualTo(Reason.SPOOL_FULL);
        assertThat(taken).isGreaterThan(50);
        assertThat(filesSize()).isLessThanOrEqualTo(20_200);
        kafka.is(State.READY);
        awaitDrained();
        kafka.is(State.UNAVAILABLE);
        await().atMost(Duration.ofSeconds(20)).until(() -> publish("again", "again") == null);
        assertThat(kafka.taken()).hasSize(taken - 1);
    }

    @Test
    void nothingIsAcknowledgedWhenTheDiskCannotBeWritten() throws IOException {
        Path away = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, away);

        assertThat(publish("a", "1")).isEqualTo(Reason.SPOOL_FULL);
        assertThat(sink.state("shop")).isEqualTo(State.UNAVAILABLE);
        assertThat(spool().records()).isZero();

        Files.move(away, directory);
        assertThat(publish("a", "2")).isNull();
        assertThat(sink.state("shop")).isEqualTo(State.READY);
    }

    @Test
    void nothingIsAcknowledgedBeforeTheDiskHasIt() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch settled = new CountDownLatch(1);
        sync = channel -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };

        sink.publish(record("shop", "a", "1"), new Ledger(1, settled::countDown), 0);

        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(settled.await(100, TimeUnit.MILLISECONDS)).isFalse();
        answered.countDown();
        assertThat(settled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatTheDiskDoesNotSyncIsNotAcknowledged() {
        sync = channel -> {
            throw new IOException("no");
        };
        assertThat(publish("a", "1")).isEqualTo(Reason.SPOOL_FULL);
        assertThat(spool().records()).isZero();

        sync = channel -> channel.force(false);
        assertThat(publish("a", "2")).isNull();
        kafka.is(State.READY);
        awaitDrained();
        assertThat(kafka.taken()).containsExactly("2");
    }

    @Test
    void flippedBitIsToldAndTheRestGoesOn() throws IOException {
        List<String> ids = publishMany(100);
        close();
        Path segment = segments().getFirst();
        flip(segment, Files.size(segment) / 2);

        open();
        kafka.is(State.READY);
        awaitDrained();

        assertThat(spool().unreadable()).isEqualTo(1);
        assertThat(spool().lost()).isEqualTo(1);
        assertThat(kafka.taken()).hasSize(99).isSubsetOf(ids);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(directory.resolve("quarantine").resolve(segment.getFileName()))
                        .exists());
    }

    @Test
    void bitThatFlipsWhileItWaitsIsToldToo() throws IOException {
        List<String> ids = publishMany(100);
        Path segment = segments().getFirst();
        flip(segment, Files.size(segment) / 2);

        kafka.is(State.READY);
        awaitDrained();

        assertThat(spool().lost()).isEqualTo(1);
        assertThat(kafka.taken()).hasSize(99).isSubsetOf(ids);
        kafka.is(State.READY);
        ids.forEach(id -> publish("key-" + id, "again-" + id));
        assertThat(spool().records()).isZero();
    }

    @Test
    void tornTailIsNoLoss() throws IOException {
        List<String> ids = publishMany(10);
        close();
        Path segment = segments().getLast();
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 7));

        open();
        kafka.is(State.READY);
        awaitDrained();

        assertThat(kafka.taken()).containsExactlyElementsOf(ids.subList(0, 9));
        assertThat(spool().lost() + spool().unreadable()).isZero();
    }

    @Test
    void missingSegmentsAreCounted() throws IOException {
        publishMany(300);
        close();
        List<Path> segments = segments();
        assertThat(segments).hasSizeGreaterThan(4);
        Files.delete(segments.getFirst());
        Files.delete(segments.get(2));

        open();
        kafka.is(State.READY);
        awaitDrained();

        assertThat(kafka.taken().size() + spool().lost()).isEqualTo(300);
        assertThat(spool().lost()).isPositive();
    }

    @Test
    void missingNewestSegmentIsTold() throws IOException {
        publishMany(300);
        close();
        Files.delete(segments().getLast());

        open();

        assertThat(spool().lost()).isPositive();
    }

    @Test
    void unreadableIndexReplaysAllThatIsThere() throws IOException {
        List<String> ids = publishMany(50);
        close();
        flip(directory.resolve("spool.index"), 3);

        open();
        kafka.is(State.READY);
        awaitDrained();

        assertThat(kafka.taken()).containsExactlyElementsOf(ids);
    }

    @Test
    void twoGatewaysCannotHaveOneDirectory() {
        assertThatThrownBy(
                        () -> Spool.open(settings(1 << 20, 1 << 12), kafka, kafka::isReachable, InstantSource.system()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another running gateway");
    }

    @Test
    void filesAreForNobodyElse() throws IOException {
        publish("a", "1");

        assertThat(Files.getPosixFilePermissions(directory.resolve("quarantine")))
                .noneMatch(p -> p.name().startsWith("GROUP") || p.name().startsWith("OTHERS"));
    }

    @Test
    void ageIsThatOfTheOldest() {
        publish("a", "1");

        await().atMost(Duration.ofSeconds(20)).until(() -> spool().age() > 0.05);
        kafka.is(State.READY);
        awaitDrained();
        assertThat(spool().age()).isZero();
    }

    @Test
    void topicThatCannotBeWrittenHoldsNoOtherUp() {
        List<String> others = publishMixed(300);
        kafka.is("sick", State.UNAVAILABLE);

        kafka.is(State.READY);

        await().atMost(Duration.ofSeconds(20)).until(() -> kafka.taken().size() == 150);
        assertThat(kafka.taken()).containsExactlyElementsOf(others);
        assertThat(spool().records()).isEqualTo(150);
        assertThat(spool().age()).isPositive();
        assertThat(publish("key-0001", "direct")).isNull();
        assertThat(kafka.taken()).endsWith("direct");
    }

    @Test
    void topicThatWasSetAsideCatchesUpInOrderAndTakesNoRoomAnyMore() {
        publishMixed(300);
        kafka.is("sick", State.UNAVAILABLE);
        kafka.is(State.READY);
        await().atMost(Duration.ofSeconds(20)).until(() -> kafka.taken().size() == 150);
        Ledger later = handOver("sick", "key-0000", "later");

        kafka.is("sick", State.READY);

        awaitDrained();
        List<String> sick = kafka.taken().subList(150, kafka.taken().size());
        assertThat(sick).hasSize(151).isSorted().endsWith("later");
        assertThat(later.failure(0)).isNull();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(spool().bytes()).isZero());
        assertThat(spool().lost() + spool().unreadable()).isZero();
        assertThat(publish("sick", "key-0000", "direct")).isNull();
        assertThat(kafka.taken()).endsWith("direct");
    }

    @Test
    void topicThatOnlyFailsIsSetAsideToo() {
        List<String> others = publishMixed(100);
        kafka.refuses(id -> Integer.parseInt(id) % 2 == 0);

        kafka.is(State.READY);

        await().atMost(Duration.ofSeconds(20)).until(() -> kafka.taken().containsAll(others));
        kafka.refuses(id -> false);
        awaitDrained();
        assertThat(kafka.taken().stream().distinct()).hasSize(100);
    }

    @Test
    void whatWasSetAsideSurvivesTheEndOfTheProcess() {
        publishMixed(300);
        kafka.is("sick", State.UNAVAILABLE);
        kafka.is(State.READY);
        await().atMost(Duration.ofSeconds(20)).until(() -> kafka.taken().size() == 150);

        reopen();
        kafka.is("sick", State.READY);

        awaitDrained();
        assertThat(kafka.taken().stream().distinct()).hasSize(300);
        assertThat(spool().lost() + spool().unreadable()).isZero();
    }

    /** Every second one for a topic of its own, {@code sick}. @return the ids of the others */
    private List<String> publishMixed(int count) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = String.format("%04d", i);
            assertThat(publish(i % 2 == 0 ? "sick" : "shop", "key-" + id, id)).isNull();
            if (i % 2 != 0) {
                others.add(id);
            }
        }
        return others;
    }

    private List<String> publishMany(int count) {
        List<String> ids = IntStream.range(0, count)
                .mapToObj(i -> String.format("%04d", i))
                .toList();
        ids.forEach(id -> assertThat(publish("key-" + id, id)).isNull());
        return ids;
    }

    private @Nullable Reason publish(String key, String id) {
        return publish("shop", key, id);
    }

    private @Nullable Reason publish(String topic, String key, String id) {
        CountDownLatch settled = new CountDownLatch(1);
        Ledger ledger = new Ledger(1, settled::countDown);
        sink.publish(record(topic, key, id), ledger, 0);
        try {
            assertThat(settled.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return ledger.failure(0);
    }

    private Ledger handOver(String key, String id) {
        return handOver("shop", key, id);
    }

    private Ledger handOver(String topic, String key, String id) {
        Ledger ledger = new Ledger(1, () -> {});
        sink.publish(record(topic, key, id), ledger, 0);
        return ledger;
    }

    private static OutgoingRecord record(String topic, String key, String id) {
        return new OutgoingRecord(topic, key, new byte[40], id, "/s", "t", "t", TimeFlag.OK, Map.of());
    }

    private void awaitDrained() {
        await().atMost(Duration.ofSeconds(30)).until(() -> spool().records() == 0);
    }

    private Spool spool() {
        if (spool == null) {
            throw new AssertionError("The spool is closed");
        }
        return spool;
    }

    private void open(long bytes, long segmentBytes) {
        Spool opened = Spool.open(
                settings(bytes, segmentBytes),
                kafka,
                kafka::isReachable,
                InstantSource.system(),
                channel -> sync.force(channel));
        opened.start();
        spool = opened;
        sink = new SpoolingEventSink(kafka, topic -> !topic.equals("never-well"), opened);
    }

    private SpoolSettings settings(long bytes, long segmentBytes) {
        return new SpoolSettings(directory, bytes, segmentBytes, Duration.ofMillis(5));
    }

    private void reopen() {
        close();
        open();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().matches("[0-9]+\\.spool"))
                    .sorted()
                    .toList();
        }
    }

    private long filesSize() {
        try {
            long size = 0;
            for (Path file : segments()) {
                size += Files.size(file);
            }
            return size;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int was = bytes.read();
            bytes.seek(at);
            bytes.write(was ^ 0x10);
        }
    }
}
