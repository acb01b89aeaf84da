package io.freshet.cli.send;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into requests of at most so many rows and bytes. Rows that come back go out first, so that the events of one key
 * keep their order. Rows that were read before the file turned out to be broken go out before that is said. One thread.
 */
final class Batch {
    static final int ROWS = 500;
    static final int BYTES = 1 << 20;

    private final RowReader rows;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private @Nullable Exception broken;
    private int most = ROWS;

    Batch(RowReader rows) {
        this.rows = rows;
    }

    /**
     * The rows of the next request; empty at the end.
     *
     * @throws IOException or a {@link RuntimeException}: the reader's own, once there is no row left from before it
     */
    List<Row> next() throws IOException {
        List<Row> batch = new ArrayList<>();
        long bytes = 0;
        for (Row row = take(); row != null; row = take()) {
            if (!batch.isEmpty() && bytes + row.json().length > BYTES) {
                waiting.addFirst(row);
                break;
            }
            batch.add(row);
            bytes += row.json().length + 1;
            if (batch.size() == most) {
                break;
            }
        }
        if (batch.isEmpty() && broken != null) {
            rethrow(broken);
        }
        return batch;
    }

    private @Nullable Row take() {
        Row first = waiting.pollFirst();
        return first != null || broken != null ? first : read();
    }

    private @Nullable Row read() {
        try {
            return rows.next();
        } catch (IOException | RuntimeException e) {
            broken = e;
            return null;
        }
    }

    private static void rethrow(Exception broken) throws IOException {
        switch (broken) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(broken);
        }
    }

    /** To be sent again, before anything that follows them in the file. */
    void again(List<Row> back) {
        for (int i = back.size() - 1; i >= 0; i--) {
            waiting.addFirst(back.get(i));
        }
    }

    /** From now on at most half as many rows a request as were too many. */
    void halve(int tooMany) {
        most = Math.max(1, tooMany / 2);
    }
}
