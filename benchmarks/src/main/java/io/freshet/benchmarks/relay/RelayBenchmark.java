package io.freshet.benchmarks.relay;

import io.freshet.benchmarks.relay.RelayStage.Measured;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code RelayBenchmark [ratio|rate|partitions|latency]...}: what a backlog costs the relay. Each round measures the relay and its peer
 * one after the other over the same rows, so that both meet the same machine; the median of the rounds is what counts.
 */
public final class RelayBenchmark {
    private static final int ROUNDS = Integer.getInteger("freshet.bench.rounds", 5);
    private static final int RECORDS = Integer.getInteger("freshet.bench.records", 300_000);
    private static final int FEW = 12;
    private static final int MANY = 120;
    private static final int KILOBYTE = 1_000;

    private RelayBenchmark() {}

    @SuppressWarnings("SystemOut") // its answer
    public static void main(String[] cases) throws Exception {
        for (String name : cases.length == 0 ? new String[] {"ratio", "rate", "partitions"} : cases) {
            run(name, System.out);
        }
    }

    private static void run(String name, PrintStream out) throws Exception {
        switch (name) {
            case "ratio" -> {
                ratio("zstd", out);
                ratio("gzip", out);
            }
            case "rate" -> rate(out);
            case "partitions" -> partitions(out);
            default -> throw new IllegalArgumentException("ratio, rate or partitions; not " + name);
        }
    }

    private static void ratio(String codec, PrintStream out) throws Exception {
        try (RelayStage stage = new RelayStage(codec)) {
            stage.relay("warm", FEW / 3, RECORDS, 0);
            List<Double> ratios = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                String topic = codec + "-" + round;
                Measured relay = stage.relay(topic, FEW / 3, RECORDS, 0);
                Peer peer = Peer.over(stage, topic);
                ratios.add(peer.cpuSeconds() / relay.relayCpu());
                print(out, "%s round %d: relay %,.0f events per CPU-second, kcat | gzip -1 %,.0f, ratio %.2f", codec, round,
                        RECORDS / relay.relayCpu(), RECORDS / peer.cpuSeconds(), peer.cpuSeconds() / relay.relayCpu());
                print(out, "  bytes: relay %,d, gzip -6 of the same rows %,d", relay.bytes(), peer.gzip6Bytes());
            }
            print(out, "%s: median ratio %.2f", codec, median(ratios));
        }
    }

    /** Records of 1 KB, and what each of the three processes pays for one. */
    private static void rate(PrintStream out) throws Exception {
        try (RelayStage stage = new RelayStage("zstd")) {
            stage.relay("warm", FEW / 3, RECORDS, KILOBYTE);
            for (int round = 1; round <= ROUNDS; round++) {
                Measured cost = stage.relay("rate-" + round, FEW / 3, RECORDS, KILOBYTE);
                print(out, "1 KB round %d: %,.0f records a second; CPU of a record: relay %.1f, broker %.1f, store %.1f microseconds",
                        round, RECORDS / cost.seconds(), micros(cost.relayCpu()), micros(cost.brokerCpu()),
                        micros(cost.storeCpu()));
            }
        }
    }

    private static void partitions(PrintStream out) throws Exception {
        try (RelayStage stage = new RelayStage("zstd")) {
            stage.relay("warm", FEW, RECORDS, 0);
            List<Double> ratios = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                double few = stage.relay("few-" + round, FEW, RECORDS, 0).relayCpu();
                double many = stage.relay("many-" + round, MANY, RECORDS, 0).relayCpu();
                ratios.add(many / few);
                print(out, "partitions round %d: %d cost %.1f, %d cost %.1f microseconds a record, ratio %.2f", round, FEW,
                        micros(few), MANY, micros(many), many / few);
            }
            print(out, "partitions: median ratio %.2f", median(ratios));
        }
    }

    private static double micros(double seconds) {
        return seconds / RECORDS * 1_000_000;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void print(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
