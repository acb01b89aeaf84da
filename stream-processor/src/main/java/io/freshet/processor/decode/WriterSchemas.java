package io.freshet.processor.decode;

import java.util.Optional;
import org.apache.avro.Schema;

/** The schemas by which records were written. */
@FunctionalInterface
public interface WriterSchemas {
    /**
     * May block for a bounded time.
     *
     * @return empty only when the registry itself said that it has no such schema, or one that is not Avro
     * @throws RegistryUnavailableException when no answer could be had in time; the record must be read again later
     */
    Optional<Schema> byId(int id);

    /** The registry gives no answer. Passing: says nothing about the record. */
    final class RegistryUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public RegistryUnavailableException(String message) {
            super(message);
        }
    }
}
