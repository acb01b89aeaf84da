package io.freshet.relay.cut;

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

    /** A file is intended; whether it was stored only the store can say. */
    record Pending(Intent intent) implements CommitNote {
        @Override
        public String topicId() {
            return intent.range().origin().topicId();
        }
    }
}
