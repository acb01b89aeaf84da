package io.freshet.benchmarks.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The gateway against its limits, in interleaved pairs: only ratios of processor time are compared, because a machine's speed and its
 * other work change from one minute to the next, but not within a pair. Every run checks that what was acknowledged is stored.
 *
 * <p>{@code ./freshet bench gateway [single|batch|latency|allocation]}; {@code -Dfreshet.bench.pairs}, {@code .seconds} and {@code .warm-up} in
 * {@code FRESHET_BENCH_OPTIONS} set how often and how long.
 */
public final class GatewayBenchmark {
    private static final int PAIRS = Integer.getInteger("freshet.bench.pairs", 5);
    /** Seconds of processor time, not of the clock: a server that shares its machine is measured for as long as one that does not. */
    private static final int SECONDS = Integer.getInteger("freshet.bench.seconds", 5);

    /** At least so long, and then until hardly anything is compiled any more, but not for ever. */
    private static final int WARM_UP_SECONDS = Integer.getInteger("freshet.bench.warm-up", 15);

    private static final int LONGEST_WARM_UP_SECONDS = 4 * WARM_UP_SECONDS;
    private static final double HARDLY = 0.04;
    private static final int CONNECTIONS = 256;
    private static final int BATCH = 100;
    private static final int RECORDS = 2_000_000;

    private final Bench bench;
    private final HttpLoad single;
    private final HttpLoad batches;
    private final HttpLoad bare;

    private GatewayBenchmark(Bench bench) {
        this.bench = bench;
        this.single = new HttpLoad(bench.gateway.port(), Events.requests(1), CONNECTIONS);
        this.batches = new HttpLoad(bench.gateway.port(), Events.requests(BATCH), CONNECTIONS / 4);
        this.bare = new HttpLoad(bench.bare.port(), Events.requests(1), CONNECTIONS);
    }

    /** @param arguments the cases to run; all if none is named */
    public static void main(String[] arguments) throws IOException {
        List<String> cases =
                arguments.length == 0 ? List.of("single", "batch", "latency", "allocation") : List.of(arguments);
        try (Bench bench = new Bench()) {
            GatewayBenchmark all = new GatewayBenchmark(bench);
            for (String each : cases) {
                switch (each) {
                    case "single" -> all.single();
                    case "batch" -> all.batch();
                    case "latency" -> all.latency();
                    case "allocation" -> all.allocation();
                    default -> throw new IllegalArgumentException("No such case: " + each);
                }
            }
            say("resident at most: gateway %d MiB", Usage.peakResidentMiB(bench.gateway.pid()));
        }
    }

    /**
     * Of a server that has just begun most of the time goes into compiling, of a small one much sooner no more than of a large one:
     * what is compared is what is left when that is over.
     */
    private void warmUp(ServerProcess server, HttpLoad load, int events) throws IOException {
        double begun = Usage.cpuSeconds(server.pid());
        double used;
        double compiling;
        do {
            double cpu = Usage.cpuSeconds(server.pid());
            double compiler = Usage.compilerSeconds(server.pid());
            measured(server, load, events, 3);
            compiling = (Usage.compilerSeconds(server.pid()) - compiler) / (Usage.cpuSeconds(server.pid()) - cpu);
            used = Usage.cpuSeconds(server.pid()) - begun;
        } while (used < WARM_UP_SECONDS || (compiling > HARDLY && used < LONGEST_WARM_UP_SECONDS));
        say("warmed up for %.0f CPU-seconds; of the last three %.0f %% were compiling", used, 100 * compiling);
    }

    private void single() throws IOException {
        warmUp(bench.bare, bare, 0);
        warmUp(bench.gateway, single, 1);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            double theirs = measured(bench.bare, bare, 0, SECONDS);
            double ours = measured(bench.gateway, single, 1, SECONDS);
            ratios.add(ours / theirs);
            say("single: bare %.0f requests per CPU-second, gateway %.0f: %.3f", theirs, ours, ours / theirs);
        }
        say("single: median ratio %.3f (aim 0.35)", median(ratios));
    }

    /** The perf test sends the lines as they are, and then as many bytes as our records have once their headers are on. */
    private void batch() throws IOException {
        warmUp(bench.gateway, batches, BATCH);
        List<Double> ratios = new ArrayList<>();
        List<Double> ofRecords = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            double ours = BATCH * measured(bench.gateway, batches, BATCH, SECONDS);
            double theirs = bench.peer.lines("clickstream-events", RECORDS, -1).perCpuSecond();
            double records = bench.peer.records("clickstream-events", RECORDS).perCpuSecond();
            ratios.add(ours / theirs);
            ofRecords.add(ours / records);
            say(
                    "batch: perf test %.0f lines, %.0f whole records per CPU-second, gateway %.0f: %.3f, %.3f",
                    theirs, records, ours, ours / theirs, ours / records);
        }
        say(
                "batch: median ratio %.3f (aim 0.35); to the bytes of whole records %.3f",
                median(ratios), median(ofRecords));
    }

    private void latency() throws IOException {
        warmUp(bench.gateway, single, 1);
        double peak = single.saturate(SECONDS).perSecond();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            HttpLoad.Result ours = single.atRate(SECONDS, peak / 2);
            Peer.Result theirs = bench.peer.lines("clickstream-events", (long) (peak / 2 * SECONDS), peak / 2);
            ratios.add(ours.millis(0.99) / theirs.p99());
            say(
                    "latency at %.0f/s: perf test p99 %.1f ms, gateway p50 %.1f ms p99 %.1f ms: %.2f",
                    peak / 2, theirs.p99(), ours.millis(0.5), ours.millis(0.99), ours.millis(0.99) / theirs.p99());
        }
        say("latency: median ratio of p99 %.2f (aim at most 1.5)", median(ratios));
    }

    private void allocation() throws IOException {
        say("resident at most: gateway %d MiB", Usage.peakResidentMiB(bench.gateway.pid()));
        try (Allocation allocation = Allocation.of(bench.gateway.pid())) {
            say("allocation: one event a request %.0f bytes an event", allocated(allocation, single, 1));
            say("allocation: %d events a request %.0f bytes an event", BATCH, allocated(allocation, batches, BATCH));
        }
    }

    private double allocated(Allocation allocation, HttpLoad load, int events) throws IOException {
        warmUp(bench.gateway, load, events);
        long before = allocation.bytes();
        long stored = bench.stored();
        measured(bench.gateway, load, events, SECONDS);
        return (double) (allocation.bytes() - before) / (bench.stored() - stored);
    }

    /** Requests per CPU-second of the server. */
    private double measured(ServerProcess server, HttpLoad load, int events, int seconds) throws IOException {
        long before = events == 0 ? 0 : bench.stored();
        double cpu = Usage.cpuSeconds(server.pid());
        double used = 0;
        long answered = 0;
        while (used < seconds) {
            HttpLoad.Result result = load.saturate(1);
            answered += result.answered();
            used = Usage.cpuSeconds(server.pid()) - cpu;
            if (result.failed() > 0) {
                throw new IllegalStateException(Bench.format("%d requests failed", result.failed()));
            }
        }
        long stored = events == 0 ? 0 : bench.stored() - before;
        if (stored != answered * events) {
            throw new IllegalStateException(Bench.format(
                    "%d requests of %d events were acknowledged, and %d events are stored", answered, events, stored));
        }
        return answered / used;
    }

    private static double median(List<Double> values) {
        double[] sorted = DoubleStream.of(values.stream().mapToDouble(v -> v).toArray())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private static void say(String pattern, Object... values) {
        System.out.println(Bench.format(pattern, values));
    }
}
