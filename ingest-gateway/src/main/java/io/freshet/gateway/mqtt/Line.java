package io.freshet.gateway.mqtt;

import io.freshet.gateway.catalogue.Lookup;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.gateway.publish.UnderWay;
import io.freshet.gateway.session.Lease;
import io.freshet.model.Reason;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One connection's packets in the order in which they came: they are stored in this order, and answered in it, however the brokers'
 * answers come. What could not be stored is stored again, and with it what came behind it with the same key: nobody is told before, so
 * the client has nothing to do. On the connection's event loop, but for what says so.
 */
final class Line {
    private static final long AGAIN_MILLIS = 250;

    private final Mqtt mqtt;
    private final Context context;
    private final Judge judge;
    private final Lease lease;
    private final Consumer<Inbound> answer;
    private final Runnable turned;
    private final Queue<Inbound> all = new ArrayDeque<>();
    private final ArrayDeque<Inbound> waiting = new ArrayDeque<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean failed;
    private boolean isTimed;
    /** Something failed, and what is under way is waited for. */
    private boolean isStalled;
    /** Nothing is tried again for a moment. */
    private boolean isResting;

    private boolean isAbandoned;
    private long held;

    /**
     * @param answer gets each packet when its answer is due
     * @param turned is called after answers were given, and when something is held no longer
     */
    Line(Mqtt mqtt, Context context, Judge judge, Lease lease, Consumer<Inbound> answer, Runnable turned) {
        this.mqtt = mqtt;
        this.context = context;
        this.judge = judge;
        this.lease = lease;
        this.answer = answer;
        this.turned = turned;
    }

    /** Bytes of what is not answered. */
    long held() {
        return held;
    }

    int size() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void add(Inbound in) {
        all.add(in);
        held += in.bytes;
        mqtt.held().take(in.bytes);
        mqtt.own().withheld(1);
        if (in.isStored()) {
            answer();
        } else {
            waiting.add(in);
            pump();
        }
    }

    /** Nobody can be answered any more: what would be sent again is left out, the rest is stored yet. */
    void abandon() {
        isAbandoned = true;
        waiting.removeIf(this::isLeftOut);
        answer();
    }

    private boolean isLeftOut(Inbound in) {
        boolean out = in.answer != Inbound.Answer.NONE;
        if (out) {
            in.stage = Inbound.Stage.DROPPED;
        }
        return out;
    }

    /** Hands over what can be, in order. */
    private void pump() {
        while (!isStalled && !isResting && !waiting.isEmpty() && hand(waiting.element())) {
            waiting.remove();
        }
    }

    /** @return false if it has to wait, and with it all behind it */
    private boolean hand(Inbound in) {
        if (in.stage == Inbound.Stage.NEW && !ready(in)) {
            return false;
        }
        if (in.isStored()) {
            tell();
            return true;
        }
        OutgoingRecord record = in.record;
        if (record == null) {
            in.stage = Inbound.Stage.SENT;
            mqtt.sessions().release(lease, in.packetId, stored -> settle(in, stored));
            return true;
        }
        return send(in, record);
    }

    /** Has its record made, as soon as its type is known. */
    private boolean ready(Inbound in) {
        Inbound.Message message = in.message;
        if (message == null) {
            in.stage = Inbound.Stage.READY;
            return true;
        }
        ServedType type = mqtt.catalogue().find(message.route().type());
        if (type == null) {
            lookUp(in, message.route().type());
            return in.isStored();
        }
        if (!judge.judge(in, message, type)) {
            later();
            return false;
        }
        in.message = null;
        in.stage = Inbound.Stage.READY;
        return true;
    }

    private void lookUp(Inbound in, String type) {
        if (in.lookedUp) {
            return;
        }
        in.lookedUp = true;
        mqtt.lookups()
                .lookup(type)
                .thenAccept(lookup -> context.runOnContext(v -> {
                    if (lookup instanceof Lookup.Unknown) {
                        in.code = Codes.BAD_TOPIC;
                        in.reason = "There is no such event type here that can be posted.";
                        in.stage = Inbound.Stage.STORED;
                    } else if (lookup instanceof Lookup.Unavailable) {
                        in.lookedUp = false;
                        later();
                        return;
                    }
                    pump();
                }));
    }

    private boolean send(Inbound in, OutgoingRecord record) {
        UnderWay way = mqtt.underWay();
        EventSink.State state = way.sink().state(record.topic());
        if (state != EventSink.State.READY) {
            if (state == EventSink.State.PREPARING) {
                way.sink().prepare(record.topic());
            }
            later();
            return false;
        }
        int bytes = record.bytes();
        if (!take(way, bytes)) {
            later();
            return false;
        }
        in.stage = Inbound.Stage.SENT;
        if (in.exactlyOnce && !isRefused(in)) {
            mqtt.sessions().store(lease, in.packetId, record, stored -> {
                giveBack(way, bytes);
                settle(in, stored);
            });
        } else {
            Ledger[] self = new Ledger[1];
            self[0] = new Ledger(1, () -> {
                giveBack(way, bytes);
                settle(in, self[0].failure(0) == null);
            });
            way.sink().publish(record, self[0], 0);
        }
        return true;
    }

    /** Its client is told, and gives the packet id up: it is not kept. */
    private static boolean isRefused(Inbound in) {
        return in.answer == Inbound.Answer.PUBREC && in.code != 0;
    }

    private static boolean take(UnderWay way, int bytes) {
        if (!way.records().tryTake(1)) {
            return false;
        }
        if (!way.bytes().tryTake(bytes)) {
            way.records().giveBack(1);
            return false;
        }
        return true;
    }

    private static void giveBack(UnderWay way, int bytes) {
        way.records().giveBack(1);
        way.bytes().giveBack(bytes);
        way.pacing().eased();
    }

    /** Any thread. */
    private void settle(Inbound in, boolean stored) {
        if (stored) {
            in.stage = Inbound.Stage.STORED;
        } else {
            in.stage = Inbound.Stage.FAILED;
            failed = true;
        }
        tell();
    }

    /** Any thread; many settlements make one turn. */
    private void tell() {
        if (told.compareAndSet(false, true)) {
            context.runOnContext(v -> {
                told.set(false);
                turn();
            });
        }
    }

    private void turn() {
        if (failed) {
            failed = false;
            isStalled = true;
        }
        answer();
        if (isStalled && all.stream().noneMatch(in -> in.stage == Inbound.Stage.SENT)) {
            rebuild();
            isStalled = false;
            isResting = true;
            later();
        }
    }

    private void answer() {
        for (Inbound first = all.peek(); first != null && isDue(first); first = all.peek()) {
            all.remove();
            held -= first.bytes;
            mqtt.held().giveBack(first.bytes);
            mqtt.own().withheld(-1);
            count(first);
            answer.accept(first);
        }
        turned.run();
    }

    /** What nobody waits for and could not be stored is given up. */
    private static boolean isDue(Inbound in) {
        return switch (in.stage) {
            case STORED, DROPPED -> true;
            case FAILED -> in.isUnanswered();
            case NEW, READY, SENT -> false;
        };
    }

    private void count(Inbound in) {
        Verdict verdict = in.verdict;
        if (in.stage == Inbound.Stage.FAILED) {
            mqtt.own().shed(Reason.BROKER_UNAVAILABLE);
        } else if (in.isStored() && verdict != null) {
            mqtt.meters().settled("mqtt", verdict, in.bytes, System.nanoTime() - in.since);
        }
    }

    /** Once nothing is under way any more, what failed is stored again, and what came behind it with the same key. */
    private void rebuild() {
        Set<String> keys = new HashSet<>();
        waiting.clear();
        for (Inbound in : all) {
            boolean isLate = in.isStored() && !in.exactlyOnce && keys.contains(keyOf(in));
            if (in.stage == Inbound.Stage.FAILED) {
                keys.add(keyOf(in));
            }
            if (in.stage == Inbound.Stage.FAILED || isLate) {
                in.stage = Inbound.Stage.READY;
            }
            if (in.stage == Inbound.Stage.NEW || in.stage == Inbound.Stage.READY) {
                waiting.add(in);
            }
        }
        if (isAbandoned) {
            abandonWaiting();
        }
    }

    private void abandonWaiting() {
        for (Iterator<Inbound> each = waiting.iterator(); each.hasNext(); ) {
            if (isLeftOut(each.next())) {
                each.remove();
            }
        }
        answer();
    }

    private static String keyOf(Inbound in) {
        OutgoingRecord record = in.record;
        String key = record == null ? null : record.key();
        return key == null ? "" : key;
    }

    private void later() {
        if (!isTimed) {
            isTimed = true;
            mqtt.vertx().setTimer(AGAIN_MILLIS, timer -> {
                isTimed = false;
                isResting = false;
                pump();
            });
        }
    }
}
