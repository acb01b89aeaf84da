package io.freshet.cli.send;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file row by row. One thread. */
interface RowReader extends Closeable {

    /** The next row; null at the end of the file. */
    @Nullable
    Row next() throws IOException;
}
