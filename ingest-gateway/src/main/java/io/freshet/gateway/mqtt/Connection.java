package io.freshet.gateway.mqtt;

import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.session.Lease;
import io.freshet.gateway.session.Sessions;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Of its event loop only.
 *
 * <pre>
 *   AWAITED ──CONNECT──▶ ENTERING ──session known──▶ OPEN ──▶ CLOSED
 *      └──── time is up, anything else ──────────────────────▶ CLOSED
 * </pre>
 */
final class Connection {
    private static final Logger LOG = Logger.getLogger(Connection.class);
    private static final long NANOS = 1_000_000_000L;
    private static final int ADMISSION_SECONDS = 10;

    private enum State {
        AWAITED,
        ENTERING,
        OPEN,
        CLOSED
    }

    private final Mqtt mqtt;
    private final Loop loop;
    private final Context context;
    private final ChannelHandlerContext channel;
    private final Entrance entrance;
    private final Credentials certificate;
    private State state = State.AWAITED;
    private boolean isFive;
    private boolean isReading = true;
    private boolean isLeaving;
    private long lastRead = System.nanoTime();
    private long keepAliveNanos;
    private int seconds;
    private @Nullable Connect connect;
    private @Nullable Conversation conversation;
    private @Nullable Wills wills;

    Connection(
            Mqtt mqtt,
            Loop loop,
            Context context,
            ChannelHandlerContext channel,
            Entrance entrance,
            Credentials certificate) {
        this.mqtt = mqtt;
        this.loop = loop;
        this.context = context;
        this.channel = channel;
        this.entrance = entrance;
        this.certificate = certificate;
    }

    /** A decoded packet, which is released here. */
    void handle(Object packet) {
        try {
            if (packet instanceof MqttMessage message && state != State.CLOSED) {
                lastRead = System.nanoTime();
                if (message.decoderResult().isFailure()) {
                    undecodable(message, message.decoderResult().cause());
                } else {
                    dispatch(message);
                }
            }
        } finally {
            ReferenceCountUtil.release(packet);
        }
    }

    private void dispatch(MqttMessage message) {
        MqttMessageType type = message.fixedHeader().messageType();
        if (state == State.AWAITED) {
            if (message instanceof MqttConnectMessage packet) {
                enter(packet);
            } else {
                close("protocol-error");
            }
            return;
        }
        Conversation open = conversation;
        if (state != State.OPEN || open == null) {
            end(Codes.PROTOCOL_ERROR, "This packet may not come before the CONNACK.", "protocol-error");
            return;
        }
        switch (type) {
            case PUBLISH -> open.published((MqttPublishMessage) message);
            case PUBREL -> open.released(((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
            case PINGREQ -> write(Packets.PINGRESP);
            case SUBSCRIBE -> {
                MqttSubscribeMessage subscribe = (MqttSubscribeMessage) message;
                write(Packets.refusedSubscriptions(
                        isFive,
                        subscribe.variableHeader().messageId(),
                        subscribe.payload().topicSubscriptions().size()));
            }
            case UNSUBSCRIBE -> {
                MqttUnsubscribeMessage unsubscribe = (MqttUnsubscribeMessage) message;
                write(Packets.nothingToUnsubscribe(
                        unsubscribe.variableHeader().messageId(),
                        unsubscribe.payload().topics().size()));
            }
            case DISCONNECT -> disconnected(message);
            default -> end(Codes.PROTOCOL_ERROR, "This packet may not come from this client now.", "protocol-error");
        }
        look();
    }

    private void undecodable(MqttMessage message, Throwable why) {
        if (state == State.AWAITED && why instanceof MqttUnacceptableProtocolVersionException) {
            isFive = false;
            refuse(new Entrance.Refusal(Codes.BAD_VERSION, "MQTT 3.1.1 and 5 are spoken here.", "version"));
        } else if (state == State.AWAITED && why instanceof MqttIdentifierRejectedException) {
            refuse(new Entrance.Refusal(Codes.BAD_CLIENT_ID, "This can be no client id.", "client-id"));
        } else if (isTooLarge(message)) {
            end(
                    Codes.TOO_LARGE,
                    "The packet is over the limit of %d bytes."
                            .formatted(mqtt.settings().packetBytes()),
                    "too-large");
        } else {
            LOG.debugf("A packet cannot be read. type=%s reason=%s", message.fixedHeader(), why.getMessage());
            end(Codes.MALFORMED, "The packet is malformed.", "malformed");
        }
    }

    private boolean isTooLarge(MqttMessage message) {
        MqttFixedHeader head = message.fixedHeader();
        return head != null && head.remainingLength() > mqtt.settings().packetBytes();
    }

    private void enter(MqttConnectMessage packet) {
        Connect asked = Connect.of(packet, mqtt.settings());
        connect = asked;
        isFive = asked.five();
        Entrance.Refusal problem = Properties.has(
                        packet.variableHeader().properties(), MqttPropertyType.AUTHENTICATION_METHOD)
                ? new Entrance.Refusal(
                        Codes.BAD_AUTHENTICATION, "There is no enhanced authentication here.", "unauthenticated")
                : entrance.problem(asked);
        if (problem != null) {
            refuse(problem);
            return;
        }
        switch (entrance.admit(asked)) {
            case Decision.Admitted admitted -> admit(asked, admitted);
            case Decision.Denied denied -> refuse(Entrance.refusal(denied));
            case Decision.OnProof ignored ->
                refuse(new Entrance.Refusal(Codes.BAD_LOGIN, "Signatures are for HTTP.", "unauthenticated"));
        }
    }

    private void admit(Connect asked, Decision.Admitted admitted) {
        String client = asked.client().isEmpty() ? mqtt.ids().get() : asked.client();
        Wills will = asked.will() == null
                ? null
                : Wills.of(mqtt, admitted.caller(), entrance.identity(asked, client), asked.will());
        Entrance.Refusal problem = will == null ? null : will.problem();
        if (problem != null) {
            refuse(problem);
            return;
        }
        wills = will;
        state = State.ENTERING;
        look();
        mqtt.sessions()
                .open(new Sessions.Arrival(
                        client,
                        asked.clean(),
                        asked.expirySeconds(),
                        () -> context.runOnContext(v ->
                                end(Codes.TAKEN_OVER, "Another connection has this client's session.", "taken-over"))))
                .thenAccept(opened -> context.runOnContext(v -> opened(asked, admitted, opened)));
    }

    private void opened(Connect asked, Decision.Admitted admitted, Sessions.Opened opened) {
        switch (opened) {
            case Sessions.Opened.Unavailable(String why) -> {
                if (state == State.ENTERING) {
                    refuse(new Entrance.Refusal(
                            Codes.UNAVAILABLE, "The session cannot be opened now: " + why + ".", "unavailable"));
                }
            }
            case Sessions.Opened.Ready(Lease lease, boolean present) -> {
                if (state != State.ENTERING || lease.isLost()) {
                    mqtt.sessions().close(lease, asked.expirySeconds());
                    close("taken-over");
                    return;
                }
                welcome(asked, admitted, lease, present);
            }
        }
    }

    private void welcome(Connect asked, Decision.Admitted admitted, Lease lease, boolean present) {
        int most = mqtt.settings().keepAliveSeconds();
        boolean tooLong = asked.keepAliveSeconds() == 0 || asked.keepAliveSeconds() > most;
        int keepAlive = isFive && tooLong ? most : asked.keepAliveSeconds();
        // A client of 3.1.1 cannot be told that it has to say something now and then.
        keepAliveNanos = keepAlive * NANOS * 3 / 2;
        conversation = new Conversation(
                mqtt,
                context,
                new Answers(channel),
                this,
                admitted,
                entrance.identity(asked, lease.client()),
                lease,
                Conversation.headers(admitted.caller(), entrance.address()),
                isFive);
        state = State.OPEN;
        write(Packets.welcome(
                isFive,
                present,
                mqtt.settings(),
                asked.client().isEmpty() ? lease.client() : null,
                asked.expirySeconds(),
                isFive && tooLong ? most : null));
        look();
    }

    private void disconnected(MqttMessage message) {
        Connect asked = Objects.requireNonNull(connect);
        long expiry = asked.expirySeconds();
        if (message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader head) {
            if (Properties.has(head.properties(), MqttPropertyType.SESSION_EXPIRY_INTERVAL)) {
                long wanted = Connect.expiry(head.properties(), mqtt.settings().mostExpirySeconds());
                if (expiry == 0 && wanted > 0) {
                    end(
                            Codes.PROTOCOL_ERROR,
                            "A session that ends with the connection cannot be kept.",
                            "protocol-error");
                    return;
                }
                expiry = wanted;
            }
            if ((head.reasonCode() & 0xFF) != Codes.WITH_WILL) {
                wills = null;
            }
        } else {
            wills = null;
        }
        ended(expiry);
        ChannelFuture unused = channel.close();
    }

    /** The socket is closed, by whomever. */
    void gone() {
        Connect asked = connect;
        ended(asked == null ? 0 : asked.expirySeconds());
    }

    /** Whether it goes on to be read; asks again soon where it does not. */
    void look() {
        if (state == State.CLOSED) {
            return;
        }
        Conversation open = conversation;
        boolean reads = state != State.ENTERING
                && !isLeaving
                && channel.channel().isWritable()
                && (open == null || open.hasRoom(isReading));
        if (reads != isReading) {
            isReading = reads;
            lastRead = System.nanoTime();
            channel.channel().config().setAutoRead(reads);
        }
        if (!reads) {
            loop.paused(this);
        }
        if (isLeaving && open != null && open.isIdle()) {
            end(Codes.SHUTTING_DOWN, "This gateway is stopping; connect again.", "shutting-down");
        }
    }

    /** Once a second. */
    void second() {
        long silent = System.nanoTime() - lastRead;
        if (state == State.AWAITED && silent > mqtt.settings().connectPatience().toNanos()) {
            close("connect-timeout");
        } else if (state == State.OPEN && isReading && keepAliveNanos > 0 && silent > keepAliveNanos) {
            end(Codes.KEEP_ALIVE, "Nothing came for one and a half times the keep alive.", "keep-alive");
        } else if (state == State.OPEN && ++seconds % ADMISSION_SECONDS == 0 && !isStillAdmitted()) {
            end(Codes.NOT_AUTHORIZED, "The key is not in force any more.", "unauthenticated");
        }
    }

    private boolean isStillAdmitted() {
        return mqtt.admission().knows(Objects.requireNonNull(connect).credentials(certificate));
    }

    /** Nothing more is read; it ends when all is answered. */
    void leave() {
        isLeaving = true;
        // Its client is well, and connects somewhere else.
        wills = null;
        if (state != State.OPEN) {
            close("shutting-down");
        } else {
            look();
        }
    }

    private void refuse(Entrance.Refusal refusal) {
        mqtt.own().closed(refusal.reason());
        state = State.CLOSED;
        finish(Packets.refusal(isFive, refusal.code(), refusal.detail()));
    }

    /** Tells a client of MQTT 5 why it is disconnected; one of 3.1.1 cannot be told. */
    void end(int code, String why, String reason) {
        if (state == State.CLOSED) {
            return;
        }
        if (!isFive || conversation == null) {
            close(reason);
            return;
        }
        mqtt.own().closed(reason);
        gone();
        finish(Packets.disconnect(code, why));
    }

    private void close(String reason) {
        mqtt.own().closed(reason);
        gone();
        ChannelFuture unused = channel.close();
    }

    private void finish(MqttMessage last) {
        ChannelFuture unused = channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    }

    private void ended(long expirySeconds) {
        state = State.CLOSED;
        loop.remove(this);
        Conversation open = conversation;
        if (open != null) {
            conversation = null;
            open.end(expirySeconds);
            Wills will = wills;
            if (will != null) {
                will.publish(open, expirySeconds);
            }
        }
    }

    private void write(MqttMessage packet) {
        ChannelFuture unused = channel.writeAndFlush(packet);
    }
}
