package io.freshet.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Appends groups of frames, each with one sync of the disk. The writer's thread only; blocks. After a write or a sync that failed
 * the segment is given up, because nobody knows what of it will be found again, and the next group begins another.
 */
final class SpoolWriter {
    private static final Logger LOG = Logger.getLogger(SpoolWriter.class);
    private static final int BUFFER = 1 << 20;

    private final SpoolDirectory directory;
    private final Backlog backlog;
    private final long segmentBytes;
    private final IndexKeeper index;
    private final Sync sync;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private @Nullable FileChannel channel;
    private @Nullable Segment active;
    private long sequence;
    private long acknowledgedEnd;
    private long nextNumber;

    /** Makes what was written durable; when it throws, nobody knows how much of it is. */
    interface Sync {
        void force(FileChannel channel) throws IOException;
    }

    SpoolWriter(
            SpoolDirectory directory,
            Backlog backlog,
            long segmentBytes,
            IndexKeeper index,
            Recovery.Found found,
            Sync sync) {
        this.directory = directory;
        this.backlog = backlog;
        this.segmentBytes = segmentBytes;
        this.index = index;
        this.sync = sync;
        this.sequence = found.nextSequence();
        this.acknowledgedEnd = found.nextSequence();
        this.nextNumber = found.nextSegment();
    }

    /** Durable when it returns; when it throws, nothing of the group is known to be. */
    void append(List<Waiting> group, long at) throws IOException {
        try {
            Segment segment = segment();
            long end = segment.durable() + write(group, at);
            sync.force(channel());
            for (int i = 0; i < group.size(); i++) {
                segment.expect(sequence - group.size() + i, group.get(i).slot());
            }
            acknowledgedEnd = sequence;
            backlog.grown(group.size(), at);
            segment.grown(end);
            if (end >= segmentBytes) {
                close();
            }
        } catch (IOException | RuntimeException e) {
            giveUp();
            throw e;
        }
    }

    /** Has the next group begin a new segment; the old one can then be removed when it has been replayed. */
    void close() throws IOException {
        FileChannel open = channel;
        Segment segment = active;
        channel = null;
        active = null;
        if (open != null) {
            open.close();
        }
        if (segment != null) {
            segment.seal();
        }
    }

    private Segment segment() throws IOException {
        Segment segment = active;
        if (segment != null) {
            return segment;
        }
        long number = nextNumber++;
        Segment begun = new Segment(number, directory.segmentFile(number), 0, false);
        FileChannel opened = FileChannel.open(begun.file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel = opened;
        active = begun;
        ByteBuffer head = new SegmentHead(number, sequence, acknowledgedEnd).encode();
        while (head.hasRemaining()) {
            opened.write(head);
        }
        opened.force(true);
        directory.sync();
        index.begun(number);
        begun.grown(SegmentHead.BYTES);
        backlog.bytes.giveBack(-SegmentHead.BYTES);
        backlog.add(begun);
        return begun;
    }

    private long write(List<Waiting> group, long at) throws IOException {
        long written = 0;
        for (Waiting waiting : group) {
            byte[] payload = waiting.payload();
            int length = Frames.HEADER + payload.length;
            if (buffer.remaining() < length) {
                written += flush();
                if (buffer.capacity() < length) {
                    buffer = ByteBuffer.allocateDirect(Frames.HEADER + Frames.LONGEST);
                }
            }
            Frames.write(buffer, sequence++, at, payload);
        }
        return written + flush();
    }

    private long flush() throws IOException {
        buffer.flip();
        long bytes = buffer.remaining();
        while (buffer.hasRemaining()) {
            channel().write(buffer);
        }
        buffer.clear();
        return bytes;
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            throw new IOException("No segment is open");
        }
        return open;
    }

    private void giveUp() {
        buffer.clear();
        FileChannel open = channel;
        Segment segment = active;
        channel = null;
        active = null;
        try {
            if (open != null && segment != null) {
                // Takes back what nobody was told of; where even that fails it is replayed after a restart, once more
                // than it was acknowledged.
                open.truncate(segment.durable());
                open.close();
                if (segment.durable() == 0) {
                    Files.deleteIfExists(segment.file);
                }
            }
        } catch (IOException e) {
            LOG.debugf("A segment could not be cut to what is durable. reason=%s", e);
        }
        if (segment != null) {
            segment.seal();
        }
    }
}
