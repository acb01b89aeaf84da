package io.freshet.processor.topology;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** An event goes to the partition of its group (as the producer's own partitioner has it); progress goes to every partition. */
final class ToAllOrToGroup implements StreamPartitioner<String, Message> {
    private Set<Integer> all = Set.of();

    @Override
    public Optional<Set<Integer>> partitions(String topic, String group, Message message, int partitions) {
        if (message instanceof Message.Event) {
            return Optional.empty();
        }
        if (all.size() != partitions) {
            all = IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
        }
        return Optional.of(all);
    }
}
