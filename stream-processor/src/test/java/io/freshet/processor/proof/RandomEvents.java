package io.freshet.processor.proof;

import io.freshet.processor.Framed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Random input of a few days: out of order within the grace, keys that come often and keys that come once, gaps of hours, and
 * twelve partitions of which one stays silent. What is sent is also written to a file for the batch calculation.
 */
final class RandomEvents {
    static final String TOPIC = "random-events";
    static final Schema SCHEMA = SchemaBuilder.record("RandomEvent")
            .namespace("io.freshet.test")
            .prop("freshet.ingest", true)
            .prop("freshet.key", "id")
            .prop("freshet.time", "at")
            .fields()
            .requiredString("id")
            .requiredString("name")
            .requiredLong("amount")
            .requiredLong("divisor")
            .name("at")
            .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .endRecord();
    /** The jobs that read these events allow as much disorder. */
    private static final long GRACE = 5 * 60_000;

    private static final int SILENT = 7;
    private static final Instant BEGIN = Instant.parse("2019-03-30T20:00:00Z");

    private final ProofStack stack;
    private final int schemaId;
    private final Random random;
    private final BufferedWriter file;
    private final Map<Integer, Long> clocks = new HashMap<>();
    int sent;
    int unusable;
    int undecodable;

    RandomEvents(ProofStack stack, int schemaId, long seed, Path file) throws IOException {
        this.stack = stack;
        this.schemaId = schemaId;
        this.random = new Random(seed);
        this.file = Files.newBufferedWriter(file);
        this.file.write("name,amount,divisor,at\n");
    }

    /** One event for each partition, so that none of them counts as idle when the others hurry ahead; returns how many. */
    int begin() throws IOException {
        int before = sent;
        for (int partition = 0; partition < ProofStack.PARTITIONS; partition++) {
            if (partition != SILENT) {
                sent++;
                clocks.put(partition, BEGIN.toEpochMilli());
                tell(partition, "often-1", 1, 1, BEGIN.toEpochMilli());
            }
        }
        stack.flush();
        return sent - before;
    }

    /** Sends so many more; those of a partition go on from where they were. */
    void send(int count) throws IOException {
        for (int n = 0; n < count; n++) {
            int partition = random.nextInt(ProofStack.PARTITIONS);
            if (partition != SILENT) {
                one(partition);
            }
        }
        stack.flush();
        file.flush();
    }

    private void one(int partition) throws IOException {
        long step = random.nextInt(1_000) == 0 ? random.nextInt(6 * 3_600_000) : random.nextInt(20_000);
        long clock = clocks.merge(partition, BEGIN.toEpochMilli() + step, (before, first) -> before + step);
        long at = clock - random.nextLong(GRACE);
        sent++;
        if (random.nextInt(500) == 0) {
            undecodable++;
            stack.send(TOPIC, partition, "broken", new byte[] {0, 1, 2}, Instant.ofEpochMilli(at));
            return;
        }
        String name = random.nextInt(10) == 0 ? "rare-" + random.nextInt(100_000) : "often-" + random.nextInt(20);
        long amount = random.nextInt(2_000) - 1_000L;
        long divisor = random.nextInt(300) == 0 ? 0 : 1 + random.nextInt(9);
        tell(partition, name, amount, divisor, at);
    }

    private void tell(int partition, String name, long amount, long divisor, long at) throws IOException {
        send(partition, name, amount, divisor, at);
        if (divisor == 0) {
            unusable++;
        } else {
            file.write(name + "," + amount + "," + divisor + "," + at + "\n");
        }
    }

    private void send(int partition, String name, long amount, long divisor, long at) {
        GenericRecord event = new GenericData.Record(SCHEMA);
        event.put("id", "i" + sent);
        event.put("name", name);
        event.put("amount", amount);
        event.put("divisor", divisor);
        event.put("at", at);
        stack.send(TOPIC, partition, "i" + sent, Framed.of(schemaId, event), Instant.ofEpochMilli(at));
    }

    /** Some of the first minutes, which were told long ago; returns how many. Comes after the end. */
    int sendLate() {
        int count = 0;
        for (int partition = 0; partition < ProofStack.PARTITIONS; partition++) {
            if (partition != SILENT) {
                sent++;
                count++;
                send(partition, "often-1", 1, 1, BEGIN.toEpochMilli() + partition);
            }
        }
        stack.flush();
        return count;
    }

    /** All partitions but the silent one have ended. */
    void end() throws IOException {
        file.close();
        for (int partition = 0; partition < ProofStack.PARTITIONS; partition++) {
            if (partition != SILENT) {
                stack.close(TOPIC, partition);
            }
        }
    }
}
