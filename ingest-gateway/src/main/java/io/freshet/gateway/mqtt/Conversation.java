package io.freshet.gateway.mqtt;

import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.TopicPermits;
import io.freshet.gateway.intake.mqtt.Published;
import io.freshet.gateway.intake.mqtt.Route;
import io.freshet.gateway.privacy.AddressPolicy;
import io.freshet.gateway.privacy.Handling;
import io.freshet.gateway.session.Lease;
import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.vertx.core.Context;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.Map;

/**
 * What a client that was let in says: its messages, and the releases of those of QoS 2. Of one event loop.
 *
 * <pre>
 *   QoS 1:  PUBLISH ─▶ stored ─▶ PUBACK
 *   QoS 2:  PUBLISH ─▶ stored with its packet id ─▶ PUBREC    PUBREL ─▶ packet id free, stored ─▶ PUBCOMP
 *           PUBLISH again, before its PUBREL ─▶ PUBREC
 * </pre>
 */
final class Conversation {
    /** What a message holds beside its payload, generously. */
    private static final int OVERHEAD = 512;

    /** What an answer holds that waits behind others. */
    private static final int MOST_PACKETS = 65_536;

    private final Mqtt mqtt;
    private final Answers answers;
    private final Connection connection;
    private final Decision.Admitted admitted;
    private final TopicPermits.Identity identity;
    private final Lease lease;
    private final Line line;
    private final boolean isFive;
    private final BitSet underWay = new BitSet();
    private int unanswered;
    private long pausedUntil;
    private boolean isEnded;

    Conversation(
            Mqtt mqtt,
            Context context,
            Answers answers,
            Connection connection,
            Decision.Admitted admitted,
            TopicPermits.Identity identity,
            Lease lease,
            Map<String, String> headers,
            boolean five) {
        this.mqtt = mqtt;
        this.answers = answers;
        this.connection = connection;
        this.admitted = admitted;
        this.identity = identity;
        this.lease = lease;
        this.isFive = five;
        this.line = new Line(
                mqtt,
                context,
                new Judge(mqtt, admitted.caller(), headers, lease.birth()),
                lease,
                this::answer,
                this::turned);
        answers.speak(five);
    }

    /** Kafka headers of all that the client sends. */
    static Map<String, String> headers(Caller caller, InetAddress address) {
        AddressPolicy policy = caller.privacy().address(Handling.KEEP);
        String kept = policy == AddressPolicy.DROP ? null : policy.apply(address);
        return kept == null ? Map.of() : Map.of(EventHeaders.ADDRESS, kept);
    }

    void published(MqttPublishMessage packet) {
        int qos = packet.fixedHeader().qosLevel().value();
        int packetId = packet.variableHeader().packetId();
        MqttProperties properties = packet.variableHeader().properties();
        if (Properties.has(properties, MqttPropertyType.TOPIC_ALIAS)) {
            connection.end(Codes.TOPIC_ALIAS, "There are no topic aliases here.", "protocol-error");
        } else if (qos == 2 && lease.isReceived(packetId)) {
            again(packetId);
        } else if (qos > 0 && isFive && unanswered >= mqtt.settings().receiveMaximum()) {
            connection.end(Codes.RECEIVE_MAXIMUM, "More messages wait than Receive Maximum allows.", "receive-maximum");
        } else {
            received(packet, qos, packetId);
        }
    }

    /** One that waits is answered when it is stored. */
    private void again(int packetId) {
        if (!underWay.get(packetId)) {
            line.add(Inbound.answered(Inbound.Answer.PUBREC, packetId, Codes.SUCCESS));
        }
    }

    private void received(MqttPublishMessage packet, int qos, int packetId) {
        String topic = packet.variableHeader().topicName();
        Route route = mqtt.topics().route(topic);
        Entrance.Refusal problem = Entrance.problem(admitted.caller(), identity, topic, route);
        Inbound.Answer answer = answer(qos);
        if (problem != null) {
            refused(problem, answer, packetId);
            return;
        }
        ByteBuf payload = packet.payload();
        int bytes = payload.readableBytes() + 2 * topic.length() + OVERHEAD;
        charge(payload.readableBytes());
        if (qos == 0 && !hasRoom(false)) {
            mqtt.own().shed(Reason.OVERLOADED);
            return;
        }
        Inbound in = new Inbound(answer, packetId, bytes);
        in.message = new Inbound.Message(
                route, message(packet, topic, payload), mqtt.clock().instant());
        if (qos > 0) {
            unanswered++;
        }
        if (qos == 2) {
            in.exactlyOnce = lease.isKept();
            in.sequence = lease.receive(packetId);
            underWay.set(packetId);
        }
        line.add(in);
    }

    private static Published message(MqttPublishMessage packet, String topic, ByteBuf payload) {
        byte[] bytes = new byte[payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), bytes);
        MqttProperties properties = packet.variableHeader().properties();
        return new Published(
                topic, bytes, Properties.text(properties, MqttPropertyType.CONTENT_TYPE), Properties.users(properties));
    }

    private static Inbound.Answer answer(int qos) {
        return switch (qos) {
            case 1 -> Inbound.Answer.PUBACK;
            case 2 -> Inbound.Answer.PUBREC;
            default -> Inbound.Answer.NONE;
        };
    }

    /** A client that can be told goes on; any other would believe that the message was taken. */
    private void refused(Entrance.Refusal problem, Inbound.Answer answer, int packetId) {
        if (!isFive || answer == Inbound.Answer.NONE) {
            connection.end(problem.code(), problem.detail(), problem.reason());
            return;
        }
        mqtt.own().closed(problem.reason());
        unanswered++;
        Inbound in = Inbound.answered(answer, packetId, problem.code());
        in.reason = problem.detail();
        line.add(in);
    }

    void released(int packetId) {
        if (!lease.isReceived(packetId)) {
            line.add(Inbound.answered(Inbound.Answer.PUBCOMP, packetId, Codes.UNKNOWN_PACKET_ID));
        } else if (underWay.get(packetId)) {
            connection.end(Codes.PROTOCOL_ERROR, "A message was released before it was received.", "protocol-error");
        } else {
            Inbound in = new Inbound(Inbound.Answer.PUBCOMP, packetId, OVERHEAD);
            underWay.set(packetId);
            if (!lease.isKept()) {
                in.stage = Inbound.Stage.STORED;
            }
            line.add(in);
        }
    }

    /** Its turn in the line has come. */
    private void answer(Inbound in) {
        if (in.code == Codes.BAD_TOPIC && !isFive && in.verdict == null && in.answer != Inbound.Answer.PUBCOMP) {
            connection.end(in.code, "", "topic");
        }
        if (isEnded || in.answer == Inbound.Answer.NONE) {
            return;
        }
        book(in);
        answers.add(in);
    }

    private void book(Inbound in) {
        boolean isOver = in.answer != Inbound.Answer.PUBREC || (isFive && in.code != 0);
        if (in.answer != Inbound.Answer.PUBACK) {
            underWay.clear(in.packetId);
            if (isOver) {
                lease.release(in.packetId);
            }
        }
        if (isOver) {
            unanswered = Math.max(0, unanswered - 1);
        }
    }

    private void turned() {
        if (!isEnded) {
            answers.flush();
            connection.look();
        }
    }

    private void charge(int bytes) {
        admitted.ticket().charge(1, bytes);
        long owed = admitted.ticket().owedNanos();
        if (owed > 0) {
            pausedUntil = System.nanoTime() + owed;
        }
    }

    /**
     * Whether more may be read.
     *
     * @param reads whether it is read now: once it is not, it waits until half of what it may hold is free
     */
    boolean hasRoom(boolean reads) {
        int most = mqtt.settings().connectionBytes();
        return line.held() < (reads ? most : most / 2)
                && line.size() < MOST_PACKETS
                && !mqtt.held().isSpent()
                && (pausedUntil == 0 || System.nanoTime() - pausedUntil >= 0);
    }

    boolean isIdle() {
        return line.isEmpty();
    }

    /** A will goes the way of any message, but nobody is told. */
    void bequeath(Route route, Published message) {
        Inbound in = new Inbound(Inbound.Answer.NONE, 0, message.payload().length + OVERHEAD);
        in.message = new Inbound.Message(route, message, mqtt.clock().instant());
        in.will = true;
        line.add(in);
    }

    /** Whether the client has come back meanwhile. */
    boolean isBack() {
        return mqtt.sessions().held(lease.client()) != null;
    }

    void end(long expirySeconds) {
        isEnded = true;
        answers.drop();
        mqtt.sessions().close(lease, expirySeconds);
        line.abandon();
    }
}
