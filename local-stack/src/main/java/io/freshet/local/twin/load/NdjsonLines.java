package io.freshet.local.twin.load;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The lines of a zstd or gzip file, each within bounds, so that no file can fill memory or disk. For one thread. */
final class NdjsonLines implements AutoCloseable {
    /** What Snowflake takes as one VARIANT. */
    static final int MAX_ROW_BYTES = 16 * 1024 * 1024;
    /** More than any file of the relay by far; a bomb ends here. */
    static final long MAX_FILE_BYTES = 1024L * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private long total;

    private byte[] line = new byte[CHUNK];
    private int length;
    private long number;

    NdjsonLines(InputStream compressed) throws IOException {
        BufferedInputStream file = new BufferedInputStream(compressed, CHUNK);
        this.in = isGzip(file) ? new GZIPInputStream(file, CHUNK) : new ZstdInputStream(file);
    }

    /** By its first two bytes, as the warehouse does it. */
    private static boolean isGzip(BufferedInputStream file) throws IOException {
        file.mark(2);
        boolean magic = file.read() == 0x1f && file.read() == 0x8b;
        file.reset();
        return magic;
    }

    /** Moves to the next line that is not blank; false at the end. */
    boolean next() throws IOException, BadFileException {
        while (read()) {
            if (!blank()) {
                return true;
            }
        }
        return false;
    }

    /** The current line's bytes; {@link #length} of them count, until the next call of {@link #next}. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** The current line's number, from 1. */
    long number() {
        return number;
    }

    private boolean read() throws IOException, BadFileException {
        length = 0;
        number++;
        while (at < end || fill()) {
            int from = at;
            while (at < end && chunk[at] != '\n') {
                at++;
            }
            append(from, at);
            if (at < end) {
                at++;
                return true;
            }
        }
        return length > 0;
    }

    private boolean fill() throws IOException, BadFileException {
        try {
            at = 0;
            end = Math.max(0, in.read(chunk, 0, CHUNK));
        } catch (ZstdIOException | ZipException | EOFException e) {
            throw new BadFileException("neither zstd nor gzip: " + e.getMessage(), number);
        }
        total += end;
        if (total > MAX_FILE_BYTES) {
            throw new BadFileException("inflates to more than " + MAX_FILE_BYTES + " bytes", number);
        }
        return end > 0;
    }

    private void append(int from, int to) throws BadFileException {
        int longer = length + to - from;
        if (longer > MAX_ROW_BYTES) {
            throw new BadFileException("a row has more than " + MAX_ROW_BYTES + " bytes", number);
        }
        if (longer > line.length) {
            line = Arrays.copyOf(line, Math.max(longer, Math.min(MAX_ROW_BYTES, line.length * 2)));
        }
        System.arraycopy(chunk, from, line, length, to - from);
        length = longer;
    }

    private boolean blank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
