package io.freshet.benchmarks.relay;

import io.freshet.benchmarks.gateway.Usage;
import io.freshet.benchmarks.relay.RelayBench.Progress;
import io.freshet.benchmarks.relay.StoredFiles.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The relay against {@code kcat | gzip -1}, in interleaved pairs of processor time. The relay is held still while a topic is filled, so that
 * it meets a backlog; every run counts that what was acknowledged is stored.
 *
 * <p>{@code ./freshet bench relay [rows|rate|latency|partitions]}; {@code -Dfreshet.bench.pairs}, {@code .records} and {@code .warm-up}
 * (records) in {@code FRESHET_BENCH_OPTIONS} set how often and how many.
 */
public final class RelayBenchmark {
    private static final int PAIRS = Integer.getInteger("freshet.bench.pairs", 5);
    private static final int RECORDS = Integer.getInteger("freshet.bench.records", 600_000);
    private static final int WARM_UP = Integer.getInteger("freshet.bench.warm-up", 1_000_000);
    private static final int PARTITIONS = 12;
    private static final int MANY = 120;
    private static final int KILOBYTE = 1_024;
    private static final long PATIENCE_SECONDS = 240;

    private final RelayBench bench;

    private RelayBenchmark(RelayBench bench) {
        this.bench = bench;
    }

    /** @param arguments the cases to run; all if none is named */
    public static void main(String[] arguments) throws IOException {
        List<String> cases =
                arguments.length == 0 ? List.of("rows", "rate", "latency", "partitions") : List.of(arguments);
        try (RelayBench bench = new RelayBench()) {
            RelayBenchmark all = new RelayBenchmark(bench);
            for (String each : cases) {
                switch (each) {
                    case "rows" -> all.rows();
                    case "rate" -> all.rate();
                    case "latency" -> all.latency();
                    case "partitions" -> all.partitions();
                    default -> throw new IllegalArgumentException("No such case: " + each);
                }
            }
            say("resident at most: relay %d MiB", Usage.peakResidentMiB(bench.relay.pid()));
        }
    }

    private void rows() throws IOException {
        bench.createTopic("rows-zstd", PARTITIONS);
        bench.createTopic("rows-gzip", PARTITIONS);
        Run first = run("rows-zstd", PARTITIONS, WARM_UP, 0, false);
        run("rows-gzip", PARTITIONS, WARM_UP / 2, 0, false);
        Kcat kcat = new Kcat(bench, PARTITIONS);
        kcat.fill(bench.files.of("rows-zstd"));
        say("warm: %d bytes a row", first.content().raw() / first.content().rows());
        List<Double> zstd = new ArrayList<>();
        List<Double> gzip = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            zstd.add(against(kcat, "rows-zstd", i == 0));
            gzip.add(against(kcat, "rows-gzip", i == 0));
        }
        say("rows: median ratio with zstd %.2f (aim 1.2), with gzip %.2f (aim 0.8)", median(zstd), median(gzip));
    }

    private double against(Kcat kcat, String topic, boolean gzip6) throws IOException {
        double theirs = kcat.perCpuSecond();
        Run ours = run(topic, PARTITIONS, RECORDS, 0, gzip6);
        Content content = ours.content();
        say(
                "%s: kcat | gzip -1 %.0f rows per CPU-second, relay %.0f: %.3f; %d files, 1 : %.2f%s",
                topic,
                theirs,
                ours.perCpuSecond(),
                ours.perCpuSecond() / theirs,
                content.files(),
                (double) content.raw() / content.bytes(),
                gzip6 ? format(", of gzip -6 %.3f", (double) content.bytes() / content.gzip6()) : "");
        return ours.perCpuSecond() / theirs;
    }

    private void rate() throws IOException {
        bench.createTopic("rows-kilobyte", PARTITIONS);
        run("rows-kilobyte", PARTITIONS, RECORDS / 2, KILOBYTE, false);
        for (int i = 0; i < PAIRS; i++) {
            Run run = run("rows-kilobyte", PARTITIONS, RECORDS, KILOBYTE, false);
            say(
                    "rate: %.0f records of 1 KB a second by the clock, %.0f per CPU-second of the relay",
                    run.perSecond(), run.perCpuSecond());
        }
    }

    private void latency() throws IOException {
        Freshness freshness = new Freshness(bench);
        freshness.measure(200, 5);
        List<Double> delays = freshness.measure(500, 40);
        say(
                "latency at 500/s: p50 %.0f ms, p99 %.0f ms, most %.0f ms from acknowledgement to object; p99 less the flush"
                        + " interval %.0f ms (aim at most 1000)",
                delays.get(delays.size() / 2),
                delays.get(delays.size() * 99 / 100),
                delays.getLast(),
                delays.get(delays.size() * 99 / 100) - Freshness.FLUSH.toMillis());
    }

    private void partitions() throws IOException {
        bench.createTopic("rows-narrow", PARTITIONS);
        bench.createTopic("rows-wide", MANY);
        run("rows-narrow", PARTITIONS, RECORDS, 0, false);
        run("rows-wide", MANY, RECORDS, 0, false);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            Run narrow = run("rows-narrow", PARTITIONS, RECORDS, 0, false);
            Run wide = run("rows-wide", MANY, RECORDS, 0, false);
            ratios.add(narrow.perCpuSecond() / wide.perCpuSecond());
            say(
                    "partitions: %d: %.0f rows per CPU-second, %d files; %d: %.0f, %d files; cost per record %.2f",
                    PARTITIONS,
                    narrow.perCpuSecond(),
                    narrow.content().files(),
                    MANY,
                    wide.perCpuSecond(),
                    wide.content().files(),
                    ratios.getLast());
        }
        say("partitions: median cost per record %.2f (aim at most 1.3)", median(ratios));
    }

    /** @param perSecond by the clock, over the first nine tenths: the last file waits for its age */
    private record Run(double perCpuSecond, double perSecond, Content content) {}

    private Run run(String topic, int partitions, int records, int valueBytes, boolean gzip6) throws IOException {
        bench.relay.pause();
        bench.rows().fill(topic, partitions, records, valueBytes);
        bench.files.fresh(topic, false);
        long before = bench.progress(topic, partitions).end() - records;
        double cpu = Usage.cpuSeconds(bench.relay.pid());
        long began = System.nanoTime();
        bench.relay.resume();
        double perSecond = 0;
        for (Progress at = bench.progress(topic, partitions); !at.done(); at = bench.progress(topic, partitions)) {
            long passed = System.nanoTime() - began;
            if (perSecond == 0 && at.committed() - before >= records * 9L / 10) {
                perSecond = (at.committed() - before) * 1e9 / passed;
            }
            if (passed > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IllegalStateException("The relay has not come to the end: " + at);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        double used = Usage.cpuSeconds(bench.relay.pid()) - cpu;
        Content content = bench.files.fresh(topic, gzip6);
        if (content.rows() != records) {
            throw new IllegalStateException(
                    format("%d records were acknowledged, and %d rows are stored", records, content.rows()));
        }
        return new Run(
                records / used, perSecond == 0 ? records * 1e9 / (System.nanoTime() - began) : perSecond, content);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be the only use of another library
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static void say(String pattern, Object... values) {
        System.out.println(format(pattern, values));
    }
}
