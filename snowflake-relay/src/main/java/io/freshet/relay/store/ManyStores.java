package io.freshet.relay.store;

import java.util.List;
import java.util.Optional;

/** Several kinds of store, of which new files go to the first: so intents from before a move are finished where they belong. */
public final class ManyStores implements Stores {
    private final List<Stores> all;

    /** @param all at least one */
    public ManyStores(List<Stores> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public ObjectStore configured() {
        return all.getFirst().configured();
    }

    @Override
    public Optional<ObjectStore> named(String uri) {
        return all.stream()
                .map(stores -> stores.named(uri))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void close() {
        all.forEach(Stores::close);
    }
}
