package io.freshet.relay.store;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One bucket. Objects are created, never replaced, moved or appended to: the warehouse loads a name once. Any number of
 * threads; every method blocks, with a time limit of its own.
 */
public interface ObjectStore {

    /** {@code s3://bucket} or {@code azure://account/container}: what intents and the manifest call this store. */
    String uri();

    /**
     * Creates the object, or finds that the key is taken. Atomic: of any number of callers one creates.
     *
     * @throws StoreUnavailableException when the outcome is not known or the store refused; {@link #head} decides
     */
    PutOutcome create(String key, byte[] bytes, FileFacts facts) throws StoreUnavailableException;

    /** What is stored under the key; empty when the store says that nothing is. */
    Optional<StoredFile> head(String key) throws StoreUnavailableException;

    /** Every key under the prefix, in the store's order; some of them twice, when the store broke off in between. */
    void list(String prefix, Consumer<String> each) throws StoreUnavailableException;

    /** What became of a create-only write. */
    enum PutOutcome {
        CREATED,
        EXISTS
    }

    /**
     * An object as the store has it.
     *
     * @param bytes its length
     * @param facts empty when it was not written by a relay
     */
    record StoredFile(long bytes, Optional<FileFacts> facts) {}

    /** The store could not be reached, was too slow, or refused. */
    final class StoreUnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean passing;

        public StoreUnavailableException(String message, Throwable cause) {
            this(message, true, cause);
        }

        /** @param passing false when only a person can mend it: asking again at once is of no use */
        public StoreUnavailableException(String message, boolean passing, Throwable cause) {
            super(message, cause);
            this.passing = passing;
        }

        public boolean passing() {
            return passing;
        }
    }
}
