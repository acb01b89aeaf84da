package io.freshet.gateway.http;

import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.catalogue.Lookup;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.intake.Intake;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.publish.EventSink;
import io.freshet.model.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds the types of all events of one request, at once, and has each event judged by its own. */
final class TypesOfRequest {
    private final Gateway gateway;
    private final Caller caller;
    private final Map<String, Lookup> found = new HashMap<>();

    TypesOfRequest(Gateway gateway, Caller caller) {
        this.gateway = gateway;
        this.caller = caller;
    }

    /** @param then is called once, on this thread if all types are known, else on a worker thread; it gets what works out the verdicts */
    void verdicts(List<Item> items, Consumer<Supplier<List<Verdict>>> then) {
        List<CompletableFuture<?>> waits = new ArrayList<>(0);
        for (Item item : items) {
            if (!found.containsKey(item.type())) {
                find(item.type(), waits);
            }
        }
        if (waits.isEmpty()) {
            then.accept(() -> judge(items));
        } else {
            CompletableFuture<?> unused = CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new))
                    .whenComplete((done, failure) -> onWorker(() -> then.accept(() -> judge(items))));
        }
    }

    private void onWorker(Runnable work) {
        gateway.vertx()
                .executeBlocking(
                        () -> {
                            work.run();
                            return true;
                        },
                        false);
    }

    private void find(String name, List<CompletableFuture<?>> waits) {
        ServedType served = gateway.catalogue().find(name);
        if (name.isEmpty() || !caller.mayPost(name)) {
            found.put(name, new Lookup.Unknown());
        } else if (served != null) {
            found.put(name, new Lookup.Served(served));
            prepare(name, waits);
        } else {
            found.put(name, new Lookup.Unavailable());
            waits.add(gateway.lookups()
                    .lookup(name)
                    .thenCompose(lookup -> {
                        synchronized (found) {
                            found.put(name, lookup);
                        }
                        return lookup instanceof Lookup.Served
                                ? gateway.underWay().sink().prepare(name)
                                : CompletableFuture.completedFuture(EventSink.State.READY);
                    })
                    .toCompletableFuture());
        }
    }

    /** A topic that is not ready after this is told of when its records are handed over. */
    private void prepare(String name, List<CompletableFuture<?>> waits) {
        if (gateway.underWay().sink().state(name) == EventSink.State.PREPARING) {
            waits.add(gateway.underWay().sink().prepare(name).toCompletableFuture());
        }
    }

    private List<Verdict> judge(List<Item> items) {
        List<Verdict> verdicts = new ArrayList<>(items.size());
        synchronized (found) {
            for (Item item : items) {
                verdicts.add(
                        switch (found.get(item.type())) {
                            case Lookup.Served(ServedType type) ->
                                gateway.intake().judge(item, type.transcoder());
                            case Lookup.Unavailable ignored -> new Verdict.Postponed(Reason.REGISTRY_UNAVAILABLE, null);
                            case null, default -> Intake.noSuchType(item);
                        });
            }
        }
        return verdicts;
    }
}
