package io.freshet.processor.topology;

import io.freshet.processor.declare.Failure;
import io.freshet.processor.state.MapStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A task whose stores are in memory and whose results are a list. */
final class FakeTask implements TaskContext {
    final Map<String, MapStore> stores = new HashMap<>();
    final List<Result> results = new ArrayList<>();
    final List<Message.Event> late = new ArrayList<>();
    final List<LongConsumer> timers = new ArrayList<>();

    @Override
    public MapStore store(String name) {
        return stores.computeIfAbsent(name, n -> new MapStore());
    }

    @Override
    public void result(Result result) {
        results.add(result);
    }

    @Override
    public void late(Message.Event event, Lateness why) {
        late.add(event);
    }

    @Override
    public void reject(Message.Event event, Failure why) {
        throw new AssertionError(why);
    }

    @Override
    public void every(Duration interval, LongConsumer work) {
        timers.add(work);
    }

    @Override
    public void whileBusy(Duration interval, LongConsumer work) {
        timers.add(work);
    }

    @Override
    public void closed(int windows) {}

    /** Entries of all stores. */
    int kept() {
        return stores.values().stream().mapToInt(MapStore::size).sum();
    }

    List<String> told() {
        return results.stream()
                .map(result ->
                        result.key() + "@" + result.time() + "=" + new String(result.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
