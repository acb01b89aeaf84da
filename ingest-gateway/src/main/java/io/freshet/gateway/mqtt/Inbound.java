package io.freshet.gateway.mqtt;

import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.intake.mqtt.Published;
import io.freshet.gateway.intake.mqtt.Route;
import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.OutgoingRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One packet of a client that wants an answer, or a message of QoS 0, on its way through a {@link Line}. Of its event loop, but for the
 * stage.
 *
 * <pre>
 *   NEW ──judged──▶ READY ──▶ SENT ──▶ STORED ──▶ answered
 *    │                ▲         └────▶ FAILED
 *    │                └────────────────────┘ all sent are settled
 *    └─ nothing to store ──────▶ STORED
 * </pre>
 */
final class Inbound {
    /** A message, and what its topic says of it. */
    record Message(Route route, Published published, Instant receivedAt) {}

    enum Stage {
        NEW,
        READY,
        SENT,
        STORED,
        FAILED,
        /** Its connection is gone, and its client sends it again. */
        DROPPED
    }

    /** What the answer is; of QoS 0 there is none. */
    enum Answer {
        NONE,
        PUBACK,
        PUBREC,
        PUBCOMP
    }

    final Answer answer;
    final int packetId;
    /** What it holds of memory. */
    final int bytes;

    final long since = System.nanoTime();
    volatile Stage stage = Stage.NEW;
    /** What it brings; null for a packet that brings no event. */
    @Nullable
    Message message;

    @Nullable
    Verdict verdict;

    @Nullable
    OutgoingRecord record;

    @Nullable
    Ledger ledger;

    /** Of a QoS 2 message whose packet id is stored with it. */
    boolean exactlyOnce;
    /** A will, which nobody waits for and which is not given up. */
    boolean will;

    boolean lookedUp;
    /** How many QoS 2 messages were before it in its session. */
    long sequence;
    /** MQTT 5 reason code, 0 for success. */
    int code;

    @Nullable
    String reason;

    Inbound(Answer answer, int packetId, int bytes) {
        this.answer = answer;
        this.packetId = packetId;
        this.bytes = bytes;
    }

    static Inbound answered(Answer answer, int packetId, int code) {
        Inbound in = new Inbound(answer, packetId, 0);
        in.code = code;
        in.stage = Stage.STORED;
        return in;
    }

    boolean isStored() {
        return stage == Stage.STORED;
    }

    /** Nobody is told, and nobody sends it again. */
    boolean isUnanswered() {
        return answer == Answer.NONE && !will;
    }
}
