package io.freshet.processor.ops;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.processor.decode.WriterSchemas;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jboss.logging.Logger;

/**
 * Asks the registry again while it gives no answer, for about 15 s: a registry that is down says nothing about a record. Called
 * by stream threads, and holds them up: what comes behind the record must wait for it anyway.
 */
record PatientSchemas(SchemaRegistry registry, StopSignal stop) implements WriterSchemas {
    private static final Logger LOG = Logger.getLogger(PatientSchemas.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final int ATTEMPTS = 8;

    @Override
    public Optional<Schema> byId(int id) {
        String why = "";
        Duration pause = FIRST_PAUSE;
        for (int attempt = 0; attempt < ATTEMPTS && !stop.requested(); attempt++) {
            switch (registry.byId(id)) {
                case Answer.Found<Schema> found -> {
                    return Optional.of(found.value());
                }
                case Answer.Unknown<Schema> unknown -> {
                    return Optional.empty();
                }
                case Answer.Refused<Schema> refused -> {
                    // It is there, and no Avro schema: asking again would not make it one.
                    return Optional.empty();
                }
                case Answer.Unavailable<Schema> unavailable -> why = unavailable.why();
            }
            LOG.warnf("The registry gives no schema; asking again. schema=%d reason=%s", id, why);
            stop.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        throw new RegistryUnavailableException("no schema " + id + ": " + why);
    }
}
