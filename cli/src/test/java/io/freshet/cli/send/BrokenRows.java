package io.freshet.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that can be read for so many rows, then throws once and is at its end. */
final class BrokenRows implements RowReader {
    private final long whole;
    private final Exception failure;
    private long row;

    BrokenRows(long whole, Exception failure) {
        this.whole = whole;
        this.failure = failure;
    }

    @Override
    public @Nullable Row next() throws IOException {
        row++;
        if (row <= whole) {
            return new Row(row, ("{\"n\":" + row + "}").getBytes(UTF_8));
        }
        if (row > whole + 1) {
            return null;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public void close() {}
}
