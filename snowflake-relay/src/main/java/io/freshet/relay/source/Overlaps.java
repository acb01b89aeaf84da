package io.freshet.relay.source;

import io.freshet.relay.cut.Intent;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.store.ObjectStore;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks whether a file that was put while its partition went to another owner tells what other files tell too. That owner finds the
 * intent and adopts the file; unless somebody deleted the group's offsets in between, which is the one way to rows that are there twice.
 * Nothing can take the file back, so it is named for a person to repair. Workers only.
 */
final class Overlaps {
    private static final Logger LOG = Logger.getLogger(Overlaps.class);

    private final TopicRules rules;
    private final RelayObserver observer;

    Overlaps(TopicRules rules, RelayObserver observer) {
        this.rules = rules;
        this.observer = observer;
    }

    /** @return the other files with records of the intent's range */
    List<String> look(ObjectStore store, Intent intent) throws StoreUnavailableException {
        Range ours = intent.range();
        Origin origin = ours.origin();
        var keys = rules.of(origin.topic()).keys();
        List<String> others = new ArrayList<>();
        store.list(
                keys.folder(origin),
                key -> keys.range(origin, key)
                        .filter(range -> !key.equals(intent.key()))
                        .filter(range -> range.from() < ours.until() && ours.from() < range.until())
                        .ifPresent(range -> others.add(key)));
        if (!others.isEmpty()) {
            observer.alarm(origin.topic(), origin.partition());
            LOG.errorf(
                    "Records are stored twice, the group's offsets were deleted while a relay was at work: topic=%s"
                            + " partition=%d key=%s others=%s",
                    origin.topic(), origin.partition(), intent.key(), others);
        }
        return others;
    }
}
