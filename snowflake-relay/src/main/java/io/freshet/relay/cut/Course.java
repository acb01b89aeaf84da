package io.freshet.relay.cut;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The course of one partition, from assignment on: which step of the protocol is next. Called by the poll thread alone;
 * it does nothing itself, others do what the phase says and report back.
 *
 * <pre>
 *            ┌─ nothing committed ─▶ START ──┐ start committed
 *            │                               ▼
 *  ─▶ LOCATE ┼─ settled ──────────────────▶ READ ──cut──▶ ENCODE ──▶ INTEND ──intent committed──┐
 *        ▲   │                               ▲                                                  ▼
 *        │   └─ intent pending ──────────────┼────────────────────────────────────────────▶ STORE
 *        │                                   └──── until committed ◀── COMMIT ◀── in manifest ──┘
 *        └── restart, from any phase (topic recreated, commit refused while still ours)
 *
 *  any phase ──▶ STOPPED  (data lost before us, or something that only a person can mend)
 *  any phase ──▶ GONE     (the partition is another's now: nothing is put or committed for it any more)
 * </pre>
 */
public final class Course {
    /** Which step is next. */
    public enum Phase {
        LOCATE,
        START,
        READ,
        ENCODE,
        INTEND,
        STORE,
        COMMIT,
        STOPPED,
        GONE
    }

    private Phase phase = Phase.LOCATE;
    private @Nullable Ledger ledger;
    private @Nullable Intent intent;
    private int records;
    private long bytes;
    private @Nullable Instant waitingSince;

    public Phase phase() {
        return phase;
    }

    public boolean reading() {
        return phase == Phase.READ;
    }

    public boolean isLocated() {
        return ledger != null;
    }

    /** The offsets, once located. */
    public Ledger ledger() {
        if (ledger == null) {
            throw new IllegalStateException("not located: " + phase);
        }
        return ledger;
    }

    /** The intent under way: in INTEND, STORE and COMMIT. */
    public Intent intent() {
        if (intent == null) {
            throw new IllegalStateException("no intent: " + phase);
        }
        return intent;
    }

    public void located(Standing standing) {
        expect(Phase.LOCATE);
        switch (standing) {
            case Standing.Fresh fresh -> {
                ledger = new Ledger(fresh.origin(), fresh.start(), fresh.start());
                phase = Phase.START;
            }
            case Standing.Settled settled -> {
                ledger = new Ledger(settled.origin(), settled.from(), settled.committed());
                phase = Phase.READ;
            }
            case Standing.Unfinished unfinished -> {
                Range range = unfinished.intent().range();
                ledger = new Ledger(range.origin(), range.from(), unfinished.committed());
                ledger.cut(range.until());
                intent = unfinished.intent();
                phase = Phase.STORE;
            }
        }
    }

    public void startCommitted() {
        expect(Phase.START);
        phase = Phase.READ;
    }

    /** Records were taken into the buffer; the first one starts the timer. */
    public void buffered(int moreRecords, long moreBytes, Instant now) {
        expect(Phase.READ);
        if (records == 0) {
            waitingSince = now;
        }
        records += moreRecords;
        bytes += moreBytes;
    }

    /** Whether the range should end here. */
    public Optional<CutReason> due(CutPolicy policy, Instant now, OptionalLong remaining, boolean crowded) {
        if (phase != Phase.READ || records == 0) {
            return Optional.empty();
        }
        return policy.due(records, bytes, waited(now), remaining, crowded);
    }

    /**
     * Whether the committed offset should follow the position although there is nothing to write: only transaction markers were
     * read for as long as a record may wait. Left where it is, retention would overtake it and look like lost data.
     */
    public boolean advanceDue(CutPolicy policy, long position, Instant now) {
        if (phase != Phase.READ || records > 0 || position <= ledger().committed()) {
            return false;
        }
        if (waitingSince == null) {
            waitingSince = now;
        }
        return waited(now).compareTo(policy.age()) >= 0;
    }

    /** The offset was committed without a file; the next range still begins where the last one ended. */
    public void advanced(long position) {
        expect(Phase.READ);
        ledger().advance(position);
        waitingSince = null;
    }

    /** Ends the range at the consumer's position. */
    public Range cut(long position) {
        expect(Phase.READ);
        if (records == 0) {
            throw new IllegalStateException("nothing to cut");
        }
        Range range = ledger().cut(position);
        phase = Phase.ENCODE;
        return range;
    }

    public void encoded(Intent made) {
        expect(Phase.ENCODE);
        if (!made.range().equals(ledger().cutting())) {
            throw new IllegalStateException("intent for " + made.range() + ", cut was " + ledger().cutting());
        }
        intent = made;
        phase = Phase.INTEND;
    }

    public void intended() {
        expect(Phase.INTEND);
        phase = Phase.STORE;
    }

    /** The object is in the store, its rejected records are on their topic and the manifest knows it. */
    public void stored() {
        expect(Phase.STORE);
        phase = Phase.COMMIT;
    }

    public void committed() {
        expect(Phase.COMMIT);
        ledger().settle();
        empty();
        phase = Phase.READ;
    }

    /** Forgets everything and begins again with what the broker says. */
    public void restart() {
        if (phase != Phase.GONE) {
            ledger = null;
            empty();
            phase = Phase.LOCATE;
        }
    }

    public void stop() {
        if (phase != Phase.GONE) {
            phase = Phase.STOPPED;
        }
    }

    public void drop() {
        empty();
        phase = Phase.GONE;
    }

    public int records() {
        return records;
    }

    public long bytes() {
        return bytes;
    }

    /** When the first buffered record came, or the first marker. */
    public @Nullable Instant waitingSince() {
        return waitingSince;
    }

    private Duration waited(Instant now) {
        return waitingSince == null ? Duration.ZERO : Duration.between(waitingSince, now);
    }

    private void empty() {
        intent = null;
        records = 0;
        bytes = 0;
        waitingSince = null;
    }

    private void expect(Phase expected) {
        if (phase != expected) {
            throw new IllegalStateException("expected " + expected + ", is " + phase);
        }
    }
}
