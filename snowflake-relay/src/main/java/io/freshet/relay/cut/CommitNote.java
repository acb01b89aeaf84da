package io.freshet.relay.cut;

import java.util.Optional;

/** What stands in the metadata of a committed offset. */
public sealed interface CommitNote {
    /** The topic's id at the time of the commit; under another id the offset means nothing. */
    String topicId();

    /**
     * Everything below the committed offset is stored and in the manifest.
     *
     * @param from where the next range begins: the committed offset, or less when only transaction markers lie between
     */
    record Settled(String topicId, long from) implements CommitNote {}

    /**
     * A file is intended; whether it was stored only the store can say.
     *
     * @param epoch of the leader that wrote the range's last record, where it is known: whoever finishes the intent commits with it, so that
     *     the broker can tell whether it has lost the range meanwhile
     */
    record Pending(Intent intent, Optional<Integer> epoch) implements CommitNote {
        @Override
        public String topicId() {
            return intent.range().origin().topicId();
        }
    }
}
