package io.freshet.benchmarks.processor;

import io.freshet.benchmarks.gateway.ServerProcess;
import io.freshet.benchmarks.gateway.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The processor against the same job with the stock DSL and against Kafka's own consumer, in interleaved pairs: only ratios of
 * processor time are compared. Every run checks that the results that it committed count every event once.
 *
 * <p>{@code ./freshet bench processor [totals|final|consume|latency|growth|hot|restore|idle]}; {@code -Dfreshet.bench.pairs} and
 * {@code .events} in {@code FRESHET_BENCH_OPTIONS} set how often and how many.
 */
public final class ProcessorBenchmark {
    private static final int PAIRS = Integer.getInteger("freshet.bench.pairs", 3);
    private static final int EVENTS = Integer.getInteger("freshet.bench.events", 1_000_000);
    /** Of the events of a run: while the code is being compiled, nothing is measured. */
    private static final double WARM = 0.4;

    private static final Sales.Customers MANY = new Sales.Customers(100_000, 0);
    private static final Sales.Customers FEW = new Sales.Customers(1_000, 0);
    private static final Sales.Customers HOT = new Sales.Customers(100_000, 0.9);

    private final ProcessorBench bench;

    private ProcessorBenchmark(ProcessorBench bench) {
        this.bench = bench;
    }

    /** @param arguments the cases to run; all if none is named */
    public static void main(String[] arguments) throws Exception {
        List<String> cases = arguments.length == 0
                ? List.of("totals", "final", "consume", "latency", "growth", "hot", "restore", "idle")
                : List.of(arguments);
        try (ProcessorBench bench = new ProcessorBench()) {
            ProcessorBenchmark all = new ProcessorBenchmark(bench);
            for (String each : cases) {
                switch (each) {
                    case "totals" -> all.totals("updates");
                    case "final" -> all.totals("final");
                    case "consume" -> all.consume();
                    case "latency" -> new Latency(bench, MANY).run();
                    case "growth" -> all.growth();
                    case "hot" -> all.compare("hot", "a key with 90 % of the events costs", HOT, MANY, "reported");
                    case "idle" -> new Idle(bench).run();
                    case "restore" -> new Restore(bench).run(EVENTS, MANY);
                    default -> throw new IllegalArgumentException("No such case: " + each);
                }
            }
        }
    }

    private void totals(String emit) throws IOException {
        String sales = bench.sales(EVENTS, MANY);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            double ours = bench.declared(sales, emit).run(warm(), EVENTS);
            double theirs = bench.stock(sales, false).run(warm(), EVENTS);
            double kept = bench.stock(sales, true).run(warm(), EVENTS);
            ratios.add(ours / theirs);
            say(
                    "totals (%s): declared %.0f events per CPU-second, stock DSL %.0f: %.3f; with its results kept for queries"
                            + " %.0f: %.3f",
                    emit, ours, theirs, ours / theirs, kept, ours / kept);
        }
        say("totals (%s): median ratio %.3f (aim 0.95)", emit, median(ratios));
    }

    private void consume() throws IOException {
        String sales = bench.sales(EVENTS, MANY);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            double ours = bench.declared(sales, "updates").run(warm(), EVENTS);
            double theirs = bench.consumerPerf(sales, EVENTS);
            ratios.add(ours / theirs);
            say("consume: declared %.0f events per CPU-second, perf test %.0f: %.3f", ours, theirs, ours / theirs);
        }
        say("consume: median ratio %.3f (aim 0.12)", median(ratios));
    }

    private void growth() throws IOException {
        compare("keys", "100,000 keys for 1,000 cost", MANY, FEW, "aim at most 1.6");
        String sales = bench.sales(10 * EVENTS / 4, MANY);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            Reader reader = bench.declared(sales, "updates");
            try (ServerProcess running = reader.program().start()) {
                // Of one process, warm: a tenth of the events, and all ten tenths.
                double first = reader.measure(running, warm(), warm() + EVENTS / 4);
                double rest = reader.measure(running, warm() + EVENTS / 4, 10L * EVENTS / 4);
                ratios.add(first / rest);
                Reader.awaitLastWord();
                say("events: the first %.0f per CPU-second, the rest %.0f: %.3f", first, rest, first / rest);
            }
            reader.check(10L * EVENTS / 4);
        }
        say("events: ten times as many cost %.3f each (median; aim at most 1.05)", median(ratios));
    }

    private void compare(String name, String what, Sales.Customers more, Sales.Customers less, String aim)
            throws IOException {
        String many = bench.sales(EVENTS, more);
        String few = bench.sales(EVENTS, less);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            double heavy = bench.declared(many, "updates").run(warm(), EVENTS);
            double light = bench.declared(few, "updates").run(warm(), EVENTS);
            ratios.add(light / heavy);
            say("%s: %.0f and %.0f events per CPU-second: %.3f", name, heavy, light, light / heavy);
        }
        say("%s: %s %.3f per event (median; %s)", name, what, median(ratios), aim);
    }

    private static long warm() {
        return (long) (WARM * EVENTS);
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    static String resident(ServerProcess process) throws IOException {
        return Usage.peakResidentMiB(process.pid()) + " MiB";
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be the only use of another library
    static void say(String pattern, Object... values) {
        System.out.println(String.format(Locale.ROOT, pattern, values));
    }
}
