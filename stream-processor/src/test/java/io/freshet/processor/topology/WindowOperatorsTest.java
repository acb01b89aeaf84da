package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.Emit;
import io.freshet.processor.declare.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Every kind of window, fed in any order within the grace, against a calculation over the whole input at once. */
class WindowOperatorsTest {
    private static final int EVENTS = 120;

    /** @param offset number of the event */
    private record Sent(String group, long time, long offset) {}

    @Property(tries = 60)
    void tumblingAndHoppingWindowsEqualTheBatch(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 50) long advance,
            @ForAll @LongRange(min = 1, max = 4) long times,
            @ForAll @LongRange(max = 60) long grace) {
        long size = advance * times + (seed & 1) * (times > 1 ? advance / 2 : 0);
        OperatorBench bench = new OperatorBench(OperatorBench.hopping(size, advance, grace));
        List<Sent> sent = send(bench, seed, grace);
        Set<String> batch = new HashSet<>();
        for (String group : groups(sent)) {
            for (long start = -1_000; start < 6_000; start++) {
                if (Math.floorMod(start, advance) == 0) {
                    long from = start;
                    List<Long> events = select(sent, group, from, from + size - 1);
                    if (!events.isEmpty()) {
                        batch.add(OperatorBench.text(group, from, from + size, events));
                    }
                }
            }
        }
        assertEqualsBatch(bench, batch);
    }

    @Property(tries = 60)
    void sessionsEqualTheBatch(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 80) long gap,
            @ForAll @LongRange(max = 400) long grace,
            @ForAll @LongRange(min = 1, max = 8) long longest) {
        OperatorBench bench = new OperatorBench(OperatorBench.session(gap, gap * longest, grace, Emit.FINAL));
        List<Sent> sent = send(bench, seed, grace);
        Set<String> batch = new HashSet<>();
        for (String group : groups(sent)) {
            List<Sent> events = new ArrayList<>(
                    sent.stream().filter(event -> event.group().equals(group)).toList());
            events.sort((a, b) -> Long.compare(a.time(), b.time()));
            List<Sent> run = new ArrayList<>();
            for (Sent event : events) {
                if (!run.isEmpty() && event.time() - run.getLast().time() > gap) {
                    cut(batch, group, run, gap * longest);
                    run = new ArrayList<>();
                }
                run.add(event);
            }
            cut(batch, group, run, gap * longest);
        }
        assertEqualsBatch(bench, batch);
    }

    private static void cut(Set<String> batch, String group, List<Sent> run, long longest) {
        List<Sent> rest = run;
        while (rest.getLast().time() - rest.getFirst().time() > longest) {
            long end = Math.floorDiv(rest.getFirst().time(), longest) * longest + longest;
            batch.add(session(
                    group, rest.stream().filter(event -> event.time() < end).toList()));
            rest = rest.stream().filter(event -> event.time() >= end).toList();
        }
        batch.add(session(group, rest));
    }

    private static String session(String group, List<Sent> events) {
        return OperatorBench.text(
                group,
                events.getFirst().time(),
                events.getLast().time(),
                events.stream().map(Sent::offset).sorted().toList());
    }

    @Property(tries = 60)
    void slidingWindowsEqualTheBatch(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 150) long size,
            @ForAll @LongRange(max = 60) long grace) {
        OperatorBench bench = new OperatorBench(OperatorBench.sliding(size, grace, Emit.FINAL));
        List<Sent> sent = send(bench, seed, grace);
        Set<String> batch = new HashSet<>();
        for (Sent event : sent) {
            long start = event.time() - size;
            batch.add(OperatorBench.text(
                    event.group(), start, event.time(), select(sent, event.group(), start, event.time())));
        }
        assertEqualsBatch(bench, batch);
    }

    /** What the last update of a window says is what the final result says, whenever updates are told. */
    @Property(tries = 60)
    void lastUpdateSaysWhatTheFinalResultSays(@ForAll long seed, @ForAll @LongRange(max = 2) long kind) {
        Window window = kind == 0
                ? OperatorBench.tumbling(50, 60, Emit.UPDATES)
                : kind == 1
                        ? OperatorBench.session(20, 500, 60, Emit.UPDATES)
                        : OperatorBench.sliding(50, 60, Emit.UPDATES);
        OperatorBench bench = new OperatorBench(window);
        Random random = new Random(seed);
        for (long time = 0; time < 300; time += random.nextInt(5)) {
            bench.send("g", time + random.nextInt(60));
            if (random.nextInt(3) == 0) {
                bench.tick();
            }
        }
        bench.tick();
        List<String> updates = bench.told(false);
        int before = bench.results.size();
        bench.end();
        // Of the windows that were open at the end, each was told as it is now before it was told for good.
        for (TaskContext.Result last : bench.results.subList(before, bench.results.size())) {
            assertThat(updates).contains(last.key() + new String(last.value(), StandardCharsets.UTF_8));
        }
        assertThat(bench.results.stream().map(TaskContext.Result::identity)).doesNotHaveDuplicates();
    }

    @Test
    void updatesThatWereNotToldBeforeARestartAreToldAfterIt() {
        Window window = OperatorBench.tumbling(50, 60, Emit.UPDATES);
        OperatorBench before = new OperatorBench(window);
        before.send("a", 10);
        before.tick();
        before.send("b", 20);
        OperatorBench after = new OperatorBench(window, before.stores);
        after.tick();
        assertThat(after.told(false)).containsExactly(OperatorBench.text("b", 0, 50, List.of(1L)));
        after.tick();
        assertThat(after.results).hasSize(1);
    }

    @Test
    void eventIsCountedInTheWindowsThatAreOpenAndLateForTheOthers() {
        OperatorBench bench = new OperatorBench(OperatorBench.hopping(100, 50, 0));
        bench.send("g", 110);
        bench.send("g", 75);
        // [0, 100) is closed, [50, 150) is open.
        assertThat(bench.late).containsExactly(1L);
        assertThat(bench.lateness).containsExactly(new TaskContext.Lateness(0, 100, 1, 1, 110, 10));
        bench.end();
        assertThat(bench.told(true))
                .containsExactlyInAnyOrder(
                        OperatorBench.text("g", 50, 150, List.of(0L, 1L)),
                        OperatorBench.text("g", 100, 200, List.of(0L)));
    }

    @Test
    void closesAWindowAGraceAfterItsEndAndNotAMillisecondSooner() {
        OperatorBench bench = new OperatorBench(OperatorBench.tumbling(100, 30, Emit.FINAL));
        bench.send("g", 99);
        bench.send("h", 129);
        assertThat(bench.results).isEmpty();
        bench.send("g", 0);
        bench.send("h", 130);
        assertThat(bench.told(true)).containsExactly(OperatorBench.text("g", 0, 100, List.of(0L, 2L)));
        bench.send("g", 99);
        assertThat(bench.late).containsExactly(4L);
        assertThat(bench.lateness).containsExactly(new TaskContext.Lateness(0, 100, 1, 0, 130, 0));
    }

    @Test
    void gapOfExactlyThirtyMinutesIsOneSessionAndAMillisecondMoreIsTwo() {
        long gap = 1_800_000;
        OperatorBench bench = new OperatorBench(OperatorBench.session(gap, gap * 48, 0, Emit.FINAL));
        bench.send("g", 0);
        bench.send("g", gap);
        bench.send("g", 2 * gap + 1);
        bench.end();
        assertThat(bench.told(true))
                .containsExactly(
                        OperatorBench.text("g", 0, gap, List.of(0L, 1L)),
                        OperatorBench.text("g", 2 * gap + 1, 2 * gap + 1, List.of(2L)));
    }

    @Test
    void slidingWindowOfFiveMinutesContainsWhatIsExactlyFiveMinutesBefore() {
        long size = 300_000;
        OperatorBench bench = new OperatorBench(OperatorBench.sliding(size, 0, Emit.FINAL));
        bench.send("g", 0);
        bench.send("g", size);
        bench.send("g", 2 * size + 1);
        bench.end();
        assertThat(bench.told(true))
                .containsExactly(
                        OperatorBench.text("g", -size, 0, List.of(0L)),
                        OperatorBench.text("g", 0, size, List.of(0L, 1L)),
                        OperatorBench.text("g", size + 1, 2 * size + 1, List.of(2L)));
    }

    @Test
    void endlessSessionIsToldPieceByPiece() {
        OperatorBench bench = new OperatorBench(OperatorBench.session(10, 100, 0, Emit.FINAL));
        for (long time = 0; time < 1_000; time += 5) {
            bench.send("bot", time);
        }
        assertThat(bench.told(true)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(bench.stores.get("job-windows").entries).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void closingCostsWhatClosesHoweverMuchIsOpen() {
        OperatorBench bench = new OperatorBench(OperatorBench.tumbling(100, 0, Emit.FINAL));
        for (int group = 0; group < 25_000; group++) {
            bench.send("g" + group, 50);
        }
        bench.send("last", 100);
        // No poll takes longer than a portion; what is left goes with the next.
        assertThat(bench.closed).isEqualTo(WindowJob.AT_ONCE);
        bench.send("last", 100);
        bench.send("last", 100);
        assertThat(bench.closed).isEqualTo(25_000);
    }

    private static List<Sent> send(OperatorBench bench, long seed, long grace) {
        Random random = new Random(seed);
        List<Sent> sent = new ArrayList<>();
        long front = random.nextInt(500) - 500L;
        for (int i = 0; i < EVENTS; i++) {
            // Bursts, then gaps; out of order by the grace at most.
            front += random.nextInt(12) == 0 ? random.nextInt(200) : random.nextInt(15);
            long time = front - (grace == 0 ? 0 : random.nextLong(grace + 1));
            // The front itself is never passed by what is sent later out of order.
            String group = random.nextInt(3) == 0 ? "b" : "a";
            if (bench.watermark == Long.MIN_VALUE || time >= bench.watermark - grace) {
                sent.add(new Sent(group, time, bench.send(group, time)));
            }
        }
        bench.end();
        return sent;
    }

    private static void assertEqualsBatch(OperatorBench bench, Set<String> batch) {
        assertThat(bench.late).isEmpty();
        assertThat(bench.told(true)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(batch);
        assertThat(bench.told(false)).isEmpty();
    }

    private static Set<String> groups(List<Sent> sent) {
        Map<String, Integer> groups = new TreeMap<>();
        sent.forEach(event -> groups.put(event.group(), 1));
        return groups.keySet();
    }

    private static List<Long> select(List<Sent> sent, String group, long from, long to) {
        return sent.stream()
                .filter(event -> event.group().equals(group) && event.time() >= from && event.time() <= to)
                .map(Sent::offset)
                .sorted()
                .toList();
    }
}
