package io.freshet.cli.send;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into requests of at most so many rows and bytes. Rows that come back go out first, so that the events of one key
 * keep their order. One thread.
 */
final class Batch {
    static final int ROWS = 500;
    static final int BYTES = 1 << 20;

    private final RowReader rows;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private int most = ROWS;

    Batch(RowReader rows) {
        this.rows = rows;
    }

    /** The rows of the next request; empty at the end. */
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
        return batch;
    }

    private @Nullable Row take() throws IOException {
        Row first = waiting.pollFirst();
        return first != null ? first : rows.next();
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
