package io.freshet.processor.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all RocksDB stores of the process; by default each would have its own 50 MB of cache and three
 * write buffers. Made by Kafka Streams through reflection. Its shared parts live as long as the process.
 */
@RegisterForReflection
public final class BoundedRocksDb implements RocksDBConfigSetter {
    static final String MEMORY = "freshet.processor.rocksdb.memory.bytes";

    private static final long WRITE_BUFFER = 4L * 1024 * 1024;
    private static final long BLOCK = 4L * 1024;
    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager buffers) {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared memory = shared(((Number) configs.get(MEMORY)).longValue());
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setBlockSize(BLOCK);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.buffers());
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
    }

    /** The write buffers count against the cache, half of it at most. */
    private static synchronized Shared shared(long bytes) {
        if (shared == null) {
            Cache cache = new LRUCache(bytes);
            shared = new Shared(cache, new WriteBufferManager(bytes / 2, cache));
        }
        return shared;
    }

    @Override
    public void close(String storeName, Options options) {
        // What this class made is shared by all stores.
    }
}
