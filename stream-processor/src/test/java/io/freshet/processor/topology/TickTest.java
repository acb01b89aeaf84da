package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickTest {
    private static final Duration BUSY = Duration.ofMillis(500);

    private final List<Long> ticks = new ArrayList<>();
    private boolean more;
    private @Nullable TopologyTestDriver driver;

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    @Test
    void endsWhenNoRecordComesAndBeginsWithTheNext() {
        TestInputTopic<byte[], byte[]> input = input(null);
        passSeconds(10);
        assertThat(ticks).hasSize(2);

        input.pipeInput(new byte[0]);
        passSeconds(10);
        assertThat(ticks).hasSize(4);
    }

    @Test
    void becomesRareWhereItMustNotEnd() {
        var unused = input(Duration.ofSeconds(2));
        passSeconds(20);
        assertThat(ticks).hasSizeBetween(10, 12);
    }

    @Test
    void goesOnWhileThereIsMoreToDo() {
        var unused = input(null);
        more = true;
        passSeconds(10);
        assertThat(ticks).hasSize(20);
    }

    @Test
    void ticksFallTogether() {
        var unused = input(Duration.ofSeconds(2));
        passSeconds(20);
        assertThat(ticks).allMatch(tick -> tick % BUSY.toMillis() == 0);
    }

    private void passSeconds(int seconds) {
        for (int i = 0; i < 10 * seconds; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(100));
        }
    }

    private TestInputTopic<byte[], byte[]> input(@Nullable Duration atRest) {
        Topology topology = new Topology()
                .addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor(
                        "ticking",
                        () -> new Processor<byte[], byte[], Void, Void>() {
                            private @Nullable Tick tick;

                            @Override
                            public void init(ProcessorContext<Void, Void> context) {
                                tick = new Tick(context, BUSY, atRest, now -> {
                                    ticks.add(now);
                                    return more;
                                });
                            }

                            @Override
                            public void process(Record<byte[], byte[]> record) {
                                tick.record();
                            }
                        },
                        "in");
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "ticks");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(topology, settings, Instant.ofEpochMilli(1_000_000));
        return driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
    }
}
