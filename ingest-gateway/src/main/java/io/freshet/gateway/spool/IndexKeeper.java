package io.freshet.gateway.spool;

import java.io.IOException;

/** Keeps the index durable, from the writer's and the replay's side. Blocks on the disk. */
final class IndexKeeper {
    private final SpoolDirectory directory;
    private SpoolIndex index;

    IndexKeeper(SpoolDirectory directory, SpoolIndex index) {
        this.directory = directory;
        this.index = index;
    }

    synchronized void begun(long segment) throws IOException {
        write(new SpoolIndex(index.replayed(), segment));
    }

    synchronized long replayed() {
        return index.replayed();
    }

    synchronized void replayed(long next) throws IOException {
        write(new SpoolIndex(next, index.active()));
    }

    private void write(SpoolIndex next) throws IOException {
        directory.writeIndex(next);
        index = next;
    }
}
