package io.freshet.relay.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.local.fault.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What the store was sent and what it took, as seen on the wire in front of it. Any thread. */
final class PutWitness implements Consumer<Exchange> {
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> offered = new ConcurrentHashMap<>();
    private final Set<String> methods = new ConcurrentSkipListSet<>();

    @Override
    public void accept(Exchange exchange) {
        methods.add(exchange.method());
        if (!exchange.method().equals("PUT")) {
            return;
        }
        offered.computeIfAbsent(exchange.path(), path -> new ConcurrentSkipListSet<>())
                .add(exchange.sha256());
        if (exchange.succeeded()) {
            taken.computeIfAbsent(exchange.path(), path -> new CopyOnWriteArrayList<>())
                    .add(exchange.sha256());
        }
    }

    int files() {
        return taken.size();
    }

    /** No key was ever taken twice, and whoever offered something for it offered the same bytes. */
    void assertOneContentToEachKey() {
        assertThat(taken)
                .isNotEmpty()
                .allSatisfy((path, contents) -> assertThat(contents).as(path).hasSize(1));
        assertThat(offered)
                .allSatisfy((path, contents) -> assertThat(contents).as(path).hasSize(1));
        assertThat(methods).isSubsetOf("PUT", "HEAD", "GET");
    }
}
