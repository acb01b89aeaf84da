package io.freshet.gateway;

import io.freshet.local.LocalKafka;
import io.freshet.local.LocalRegistry;
import io.freshet.local.fault.FaultProxy;
import io.freshet.local.part.PartPort;
import io.freshet.local.types.EventTypes;
import io.freshet.model.EventType.InvalidEventTypeException;
import io.freshet.model.EventTypeDefinition;
import io.freshet.model.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;

/** A broker and a registry for all tests of a run; whoever stops one starts it again. They end with the run. */
final class Stack {
    private static final Stack ONE = new Stack();

    final LocalKafka kafka;
    /** A second way to the broker, on which it can be made slow; whoever does so takes it back. */
    final FaultProxy slow;

    final LocalRegistry registry;
    private final Path data;

    private Stack() {
        try {
            data = Files.createTempDirectory(Path.of("target"), "stack-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int listener = PartPort.free("second").number();
        slow = FaultProxy.to(listener);
        kafka = LocalKafka.startBehind(data.resolve("kafka"), listener, slow.port());
        registry = LocalRegistry.start(data.resolve("registry"));
        EventTypes.installBuiltIns(kafka.bootstrapServers(), schemas());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            slow.close();
            kafka.close();
            registry.close();
        }));
    }

    static Stack get() {
        return ONE;
    }

    Path newDirectory(String name) {
        try {
            return Files.createTempDirectory(data, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SchemaRegistry schemas() {
        return TestRegistry.at(registry.url());
    }

    void install(String name, String schema) {
        try {
            EventTypes.install(
                    kafka.bootstrapServers(),
                    schemas(),
                    EventTypeDefinition.of(name, new Schema.Parser().parse(schema)));
        } catch (InvalidEventTypeException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops the broker's process without ending it, as a long pause would. */
    void pauseKafka() {
        signal("STOP");
    }

    void resumeKafka() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(kafka.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
