package io.freshet.gateway.catalogue;

import io.freshet.gateway.TestTypes;
import io.freshet.gateway.admission.AllowList;
import io.freshet.model.registry.SchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.Schema;

/** A registry in memory that can be down, slow, and asked how often it was asked. */
public final class FakeRegistry implements SchemaRegistry {
    final List<String> asked = new ArrayList<>();
    volatile boolean down;
    /** As with a registry that is down while its schemas are in the disk cache. */
    volatile boolean listDown;

    /** As when the newest version is known and the history is one from before. */
    volatile boolean historyStale;

    volatile String level = "FULL_TRANSITIVE";
    volatile CountDownLatch gate = new CountDownLatch(0);
    private final Map<String, List<Registered>> versions = new ConcurrentHashMap<>();
    private int nextId = 1;

    public int add(String type, String schema) {
        String subject = type + "-value";
        List<Registered> list = versions.computeIfAbsent(subject, s -> new ArrayList<>());
        list.add(new Registered(subject, nextId, list.size() + 1, TestTypes.schema(schema)));
        return nextId++;
    }

    /** A catalogue that has read all that is here. */
    public TypeCatalogue catalogue(Path directory) {
        TypeCatalogue catalogue = new TypeCatalogue(
                this, AllowList.of(List.of("*")), new RememberedNames(directory.resolve("names")), topic -> {});
        catalogue.refresh();
        return catalogue;
    }

    @Override
    public Answer<Schema> byId(int id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Registered> latest(String subject) {
        asked.add(subject);
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (down) {
            return new Answer.Unavailable<>("down");
        }
        List<Registered> list = versions.get(subject);
        return list == null ? new Answer.Unknown<>() : new Answer.Found<>(list.getLast());
    }

    @Override
    public Answer<List<Registered>> versions(String subject) {
        if (down) {
            return new Answer.Unavailable<>("down");
        }
        List<Registered> list = versions.getOrDefault(subject, List.of());
        return new Answer.Found<>(historyStale ? list.subList(0, list.size() - 1) : list);
    }

    @Override
    public Answer<List<String>> subjects() {
        return down || listDown
                ? new Answer.Unavailable<>("down")
                : new Answer.Found<>(versions.keySet().stream().sorted().toList());
    }

    @Override
    public Answer<String> compatibility(String subject) {
        return new Answer.Found<>(level);
    }

    @Override
    public Answer<Registered> register(String subject, Schema schema) {
        throw new UnsupportedOperationException();
    }
}
