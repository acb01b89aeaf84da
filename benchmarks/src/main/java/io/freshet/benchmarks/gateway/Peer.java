package io.freshet.benchmarks.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@link PerfTest} with the gateway's producer settings and the same events as payloads. */
final class Peer {
    private static final Pattern CPU = Pattern.compile("CPU seconds: ([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("([0-9.]+) ms 99th");

    private final String bootstrap;
    private final Path lines;
    private final Path records;

    Peer(String bootstrap, Path lines, Path records) {
        this.bootstrap = bootstrap;
        this.lines = lines;
        this.records = records;
    }

    /** @param p99 in milliseconds */
    record Result(double perCpuSecond, double p99) {}

    /**
     * The events as they are posted.
     *
     * @param perSecond -1 for as fast as it goes
     */
    Result lines(String topic, long count, double perSecond) throws IOException {
        return run(topic, lines, count, perSecond);
    }

    /** Texts as long, and about as hard to compress, as what the gateway writes: value, key and headers. As fast as it goes. */
    Result records(String topic, long count) throws IOException {
        return run(topic, records, count, -1);
    }

    private Result run(String topic, Path payloads, long records, double perSecond) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PerfTest.class.getName(),
                        "--topic",
                        topic,
                        "--num-records",
                        Long.toString(records),
                        "--throughput",
                        Long.toString((long) perSecond),
                        "--payload-file",
                        payloads.toString(),
                        "--producer-props",
                        "bootstrap.servers=" + bootstrap,
                        "acks=all",
                        "enable.idempotence=true",
                        "compression.type=lz4",
                        "linger.ms=5",
                        "batch.size=32768"))
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher cpu = CPU.matcher(said);
        if (!cpu.find()) {
            throw new IllegalStateException("The perf test failed: " + said);
        }
        Matcher p99 = P99.matcher(said);
        double last = -1;
        while (p99.find()) {
            last = Double.parseDouble(p99.group(1));
        }
        return new Result(records / Double.parseDouble(cpu.group(1)), last);
    }
}
