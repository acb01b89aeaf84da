package io.freshet.cli.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, sent byte for byte with an id put in. Blank lines and a byte order mark at the beginning are passed
 * over; a line that is no JSON goes too, so that the gateway refuses it with a reason and keeps it.
 */
final class NdjsonRows implements RowReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final EventIds ids;
    private long line;
    private long row;

    /** @param in buffered; closed with this reader */
    NdjsonRows(InputStream in, EventIds ids) {
        this.in = in;
        this.ids = ids;
    }

    @Override
    public @Nullable Row next() throws IOException {
        for (byte[] bytes = readLine(); bytes != null; bytes = readLine()) {
            if (!isBlank(bytes)) {
                row++;
                String id = ids.of(row);
                return new Row(line, id == null ? bytes : JsonText.withId(bytes, id));
            }
        }
        return null;
    }

    private byte @Nullable [] readLine() throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        line++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (next >= 0 && next != '\n') {
            bytes.write(next);
            next = in.read();
        }
        byte[] whole = withoutCarriageReturn(bytes.toByteArray());
        return line == 1 ? withoutByteOrderMark(whole) : whole;
    }

    private static byte[] withoutCarriageReturn(byte[] bytes) {
        boolean ends = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return ends ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static byte[] withoutByteOrderMark(byte[] bytes) {
        int mark = BYTE_ORDER_MARK.length;
        boolean begins = bytes.length >= mark && Arrays.equals(bytes, 0, mark, BYTE_ORDER_MARK, 0, mark);
        return begins ? Arrays.copyOfRange(bytes, mark, bytes.length) : bytes;
    }

    /** As the gateway sees it, which gives a blank line no outcome. */
    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
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
