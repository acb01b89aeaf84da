package io.freshet.warehouse.store;

import io.freshet.warehouse.reconcile.StoredObject;
import java.util.Map;

/** What lies in the object store. Reading only. Blocks. */
public interface ObjectListing extends AutoCloseable {
    /** As the relay's manifest calls the store: {@code s3://bucket} or {@code azure://account/container}. */
    String uri();

    /**
     * Every object that may be a file of the relay's, by key.
     *
     * @param contents whether each is read whole, so that its hash is known
     */
    Map<String, StoredObject> objects(boolean contents);

    @Override
    void close();
}
