package io.freshet.gateway.spool;

import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Finds out what an earlier process left: reads every segment once, counts what is still to be replayed, and says what is torn,
 * unreadable or missing. Blocks on the disk, for about a second per gigabyte.
 */
final class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class);

    private final SpoolDirectory directory;
    private final Backlog backlog;

    Recovery(SpoolDirectory directory, Backlog backlog) {
        this.directory = directory;
        this.backlog = backlog;
    }

    /**
     * @param nextSequence of the next frame
     * @param nextSegment number of the next file
     * @param replayed as in the index
     */
    record Found(long nextSequence, long nextSegment, long replayed) {}

    Found run() throws IOException {
        SpoolIndex index = directory.readIndex();
        List<Segment> segments = directory.segments();
        long newest = segments.isEmpty() ? 0 : segments.getLast().number;
        if (index.replayed() == SpoolIndex.UNKNOWN) {
            LOG.error("The spool's index cannot be read; every segment that is there is replayed from its beginning");
        }
        if (index.active() > newest) {
            backlog.lost(1);
            LOG.errorf(
                    "The newest segment of the spool is missing; what was acknowledged into it is lost. segment=%d",
                    index.active());
        }
        long replayed = index.replayed() == SpoolIndex.UNKNOWN ? first(segments) : index.replayed();
        Gaps gaps = new Gaps(replayed);
        charge(directory.quarantinedBytes());
        for (Segment segment : segments) {
            read(segment, replayed, gaps);
        }
        if (gaps.lost() > 0) {
            backlog.lost(gaps.lost());
            LOG.errorf("Records of the spool are missing. count=%d", gaps.lost());
        }
        if (backlog.records() > 0) {
            LOG.warnf("The spool holds records that are sent to Kafka now. count=%d", backlog.records());
        }
        return new Found(gaps.expected(), Math.max(newest, index.active()) + 1, replayed);
    }

    private static long first(List<Segment> segments) throws IOException {
        if (segments.isEmpty()) {
            return 0;
        }
        SegmentHead head = SegmentReader.head(segments.getFirst());
        return head == null ? 0 : head.first();
    }

    private void read(Segment segment, long replayed, Gaps gaps) throws IOException {
        charge(segment.durable());
        SegmentHead head = SegmentReader.head(segment);
        if (head != null) {
            gaps.segment(head);
        } else if (segment.durable() >= SegmentHead.BYTES) {
            complain(segment, 1);
        }
        for (long at = SegmentHead.BYTES; at < segment.durable(); ) {
            SegmentReader.Piece piece = SegmentReader.piece(segment, at);
            if (piece.torn()) {
                LOG.warnf("A segment of the spool ends in a write that did not end. segment=%d", segment.number);
            }
            if (piece.unreadable() > 0) {
                complain(segment, piece.unreadable());
            }
            for (SegmentReader.Spooled spooled : piece.records()) {
                gaps.frame(spooled.sequence());
                if (spooled.sequence() >= replayed) {
                    int slot = backlog.slots.of(spooled.out());
                    backlog.slots.enter(slot);
                    segment.expect(spooled.sequence(), slot);
                    backlog.grown(1, spooled.at());
                }
            }
            at = piece.next();
        }
        backlog.add(segment);
    }

    private void complain(Segment segment, int unreadable) {
        segment.taint();
        backlog.unreadable(unreadable);
        LOG.errorf(
                "Bytes of the spool cannot be read; the rest goes on, and the segment is kept in quarantine."
                        + " segment=%d count=%d",
                segment.number, unreadable);
    }

    /** What is there is there, even above the limit. */
    private void charge(long bytes) {
        if (!backlog.bytes.tryTake(bytes)) {
            backlog.bytes.giveBack(-bytes);
        }
    }
}
