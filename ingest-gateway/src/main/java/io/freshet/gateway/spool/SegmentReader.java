package io.freshet.gateway.spool;

import io.freshet.gateway.publish.OutgoingRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a segment piece by piece: a piece holds one frame of the greatest length at least. Blocks on the disk. */
final class SegmentReader {
    private static final int PIECE = Frames.HEADER + Frames.LONGEST;

    private SegmentReader() {}

    /** A record as it was spooled. */
    record Spooled(long sequence, long at, OutgoingRecord out) {}

    /**
     * @param unreadable how many stretches of bytes hold what cannot be read
     * @param torn whether the segment ends within a frame
     * @param next where the next piece begins
     */
    record Piece(List<Spooled> records, int unreadable, boolean torn, long next) {}

    static @Nullable SegmentHead head(Segment segment) throws IOException {
        return SegmentHead.decode(read(segment, 0, SegmentHead.BYTES));
    }

    static Piece piece(Segment segment, long from) throws IOException {
        long end = segment.durable();
        ByteBuffer bytes = read(segment, from, (int) Math.min(PIECE, end - from));
        boolean last = from + bytes.limit() >= end;
        Frames.Scan scan = Frames.scan(bytes, last);
        List<Spooled> records = new ArrayList<>(scan.frames().size());
        int unreadable = 0;
        boolean torn = false;
        for (Frames.Bad bad : scan.bad()) {
            torn |= bad.torn();
            unreadable += bad.torn() ? 0 : 1;
        }
        for (Frames.Frame frame : scan.frames()) {
            OutgoingRecord out = RecordCodec.decode(frame.payload());
            if (out == null) {
                unreadable++;
            } else {
                records.add(new Spooled(frame.sequence(), frame.at(), out));
            }
        }
        // A file that is shorter than it was: what is missing is told by the numbers of the frames.
        boolean ended = bytes.limit() == 0;
        return new Piece(records, unreadable, torn, ended ? end : from + scan.next());
    }

    private static ByteBuffer read(Segment segment, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, length));
        try (FileChannel channel = FileChannel.open(segment.file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // as much as there is
            }
        }
        return bytes.flip();
    }
}
