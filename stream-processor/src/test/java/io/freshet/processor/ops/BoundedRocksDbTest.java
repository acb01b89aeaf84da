package io.freshet.processor.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedRocksDbTest {
    private static final long BOUND = 16L * 1024 * 1024;
    private static final int STORES = 8;
    private static final int VALUE = 1_000;
    /** Four times the bound over all stores; by default each of them would take 50 MB and more. */
    private static final int VALUES = (int) (4 * BOUND / STORES / VALUE);

    /** Memory that is written is counted within the cache's; a buffer that fills just now may be over the bound. */
    @Test
    void allStoresTogetherTakeNoMoreThanTheBound(@TempDir Path directory) throws Exception {
        RocksDB.loadLibrary();
        BoundedRocksDb bounded = new BoundedRocksDb();
        List<RocksDB> stores = new ArrayList<>();
        Random random = new Random(1);
        for (int store = 0; store < STORES; store++) {
            Options options = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
            bounded.setConfig("store-" + store, options, Map.of(BoundedRocksDb.MEMORY, BOUND));
            stores.add(RocksDB.open(options, directory.resolve("store-" + store).toString()));
        }
        byte[] value = new byte[VALUE];
        for (int i = 0; i < VALUES; i++) {
            for (RocksDB store : stores) {
                random.nextBytes(value);
                store.put(key(i), value);
            }
        }
        for (int i = 0; i < VALUES; i++) {
            for (RocksDB store : stores) {
                assertThat(store.get(key(i))).hasSize(VALUE);
            }
        }
        long cache = stores.getFirst().getLongProperty("rocksdb.block-cache-usage");
        long buffers = 0;
        for (RocksDB store : stores) {
            assertThat(store.getLongProperty("rocksdb.block-cache-capacity")).isEqualTo(BOUND);
            assertThat(store.getLongProperty("rocksdb.block-cache-usage")).isEqualTo(cache);
            buffers += store.getLongProperty("rocksdb.cur-size-all-mem-tables");
        }
        assertThat(cache).isPositive().isLessThanOrEqualTo(BOUND * 5 / 4);
        assertThat(buffers).isLessThanOrEqualTo(BOUND * 3 / 4);
        for (RocksDB store : stores) {
            close(store);
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static void close(RocksDB store) throws RocksDBException {
        store.closeE();
    }
}
