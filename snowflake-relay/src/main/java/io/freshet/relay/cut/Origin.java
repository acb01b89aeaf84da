package io.freshet.relay.cut;

/**
 * One partition of one life of a topic: a topic that was deleted and created again has another id, and its offsets mean
 * other records.
 */
public record Origin(String topic, String topicId, int partition) {
    @Override
    public String toString() {
        return topic + "/" + topicId + "/" + partition;
    }
}
