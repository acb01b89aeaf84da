package io.freshet.gateway.publish;

import java.util.concurrent.CompletionStage;

/** Says that a topic's data has ended, for now: behind all that was published before, in every partition. */
@FunctionalInterface
public interface EndOfData {
    /**
     * Never blocks. Repeating it does no harm, and an event that comes later opens its partition again.
     *
     * @return how many partitions were told, all of them durably; fails when one could not be
     */
    CompletionStage<Integer> tell(String topic);
}
