package io.freshet.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes PUBACK, PUBREC and PUBCOMP, those of one turn together in one buffer (MQTT 5, 3.4 to 3.7; 3.1.1 alike, without reason). Event
 * loop.
 */
final class Answers {
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBCOMP = 0x70;
    private static final int REASON_STRING = 0x1F;
    private static final int LONGEST_REASON = 200;
    private static final int FIRST_BYTES = 64;
    private static final int CONTINUES = 0x80;

    private final ChannelHandlerContext channel;
    private boolean isFive;
    private @Nullable ByteBuf turn;

    Answers(ChannelHandlerContext channel) {
        this.channel = channel;
    }

    /** @param five whether the client speaks MQTT 5, and is told reasons */
    void speak(boolean five) {
        isFive = five;
    }

    void add(Inbound in) {
        if (turn == null) {
            turn = channel.alloc().buffer(FIRST_BYTES);
        }
        turn.writeByte(
                switch (in.answer) {
                    case PUBACK -> PUBACK;
                    case PUBREC -> PUBREC;
                    case PUBCOMP -> PUBCOMP;
                    case NONE -> throw new IllegalArgumentException("QoS 0 has no answer");
                });
        if (!isFive || in.code == 0) {
            turn.writeByte(2).writeShort(in.packetId);
        } else if (in.reason == null) {
            turn.writeByte(3).writeShort(in.packetId).writeByte(in.code);
        } else {
            reasoned(turn, in, in.reason);
        }
    }

    private static void reasoned(ByteBuf to, Inbound in, String why) {
        byte[] text = (why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why).getBytes(UTF_8);
        int properties = 3 + text.length;
        int length = 3 + lengthBytes(properties) + properties;
        number(to, length);
        to.writeShort(in.packetId).writeByte(in.code);
        number(to, properties);
        to.writeByte(REASON_STRING).writeShort(text.length).writeBytes(text);
    }

    private static int lengthBytes(int value) {
        return value < CONTINUES ? 1 : 2;
    }

    /** A Variable Byte Integer (1.5.5) of at most two bytes. */
    private static void number(ByteBuf to, int value) {
        if (value < CONTINUES) {
            to.writeByte(value);
        } else {
            to.writeByte((value % CONTINUES) | CONTINUES).writeByte(value / CONTINUES);
        }
    }

    void flush() {
        if (turn != null) {
            ChannelFuture unused = channel.writeAndFlush(turn);
            turn = null;
        }
    }

    void drop() {
        if (turn != null) {
            turn.release();
            turn = null;
        }
    }
}
