package io.freshet.benchmarks.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The peer: {@code kcat | gzip -1} over a topic that holds, as NDJSON, the rows that the relay made. */
final class Kcat {
    private static final String TOPIC = "peer-ndjson";

    private final RelayBench bench;
    private final int partitions;
    private long rows;

    Kcat(RelayBench bench, int partitions) {
        this.bench = bench;
        this.partitions = partitions;
    }

    /** Fills the peer's topic with the rows of these files, each of which the store has whole. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
    void fill(List<Path> files) throws IOException {
        AtomicReference<Exception> failed = new AtomicReference<>();
        bench.createTopic(TOPIC, partitions);
        try (KafkaProducer<byte[], byte[]> producer = bench.rows().producer()) {
            for (Path file : files) {
                try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(StoredFiles.open(file), StandardCharsets.UTF_8))) {
                    for (String row = in.readLine(); row != null; row = in.readLine()) {
                        producer.send(
                                new ProducerRecord<>(
                                        TOPIC, (int) (rows % partitions), null, row.getBytes(StandardCharsets.UTF_8)),
                                (at, failure) -> failed.compareAndSet(null, failure));
                        rows++;
                    }
                }
            }
        }
        long stored = bench.progress(TOPIC, partitions).end();
        if (stored != rows) {
            throw new IOException(stored + " of the peer's " + rows + " rows are in its topic", failed.get());
        }
    }

    /** Rows per CPU-second of both programs together; every row must come out. */
    double perCpuSecond() throws IOException {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "TIMEFORMAT='%U %S'; time (kcat -b " + bench.bootstrap() + " -C -t " + TOPIC
                                + " -o beginning -e -q | gzip -1 > peer.gz) 2>/dev/null; zcat peer.gz | wc -l")
                .directory(bench.folder().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try (Scanner numbers = new Scanner(said).useLocale(Locale.ROOT)) {
            double cpu = numbers.nextDouble() + numbers.nextDouble();
            long out = numbers.nextLong();
            if (out != rows) {
                throw new IOException("kcat gave " + out + " of " + rows + " rows");
            }
            return rows / cpu;
        } catch (java.util.NoSuchElementException e) {
            throw new IOException("kcat failed; it is Debian's package kcat: " + said, e);
        }
    }
}
