package io.freshet.relay.cut;

/** Where a partition stands when it is taken over, by what the broker, the manifest and the store say. */
public sealed interface Standing {
    Origin origin();

    /** Nothing is committed for this topic id: this start must be committed before the first cut. */
    record Fresh(Origin origin, long start) implements Standing {}

    /** @param from where the next range begins; at most {@code committed} */
    record Settled(Origin origin, long from, long committed) implements Standing {}

    /** A file was intended and must be finished first. */
    record Unfinished(Intent intent, long committed) implements Standing {
        @Override
        public Origin origin() {
            return intent.range().origin();
        }
    }
}
