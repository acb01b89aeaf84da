package io.freshet.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What a server of MQTT 5 says to one that publishes. Source: MQTT 5.0, sections 2.2.2, 3.2, 3.4 and 3.14.
 *
 * @param type 2 CONNACK, 4 PUBACK, 14 DISCONNECT
 * @param packetId 0 where there is none
 * @param code reason code
 * @param reason in words; empty for none
 * @param receiveMaximum messages that may be under way
 * @param mostBytes longest packet
 */
record MqttPacket(int type, int packetId, int code, String reason, int receiveMaximum, long mostBytes) {
    private static final int CONNACK = 2;
    private static final int PUBACK = 4;
    private static final int DISCONNECT = 14;
    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;
    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int MAXIMUM_PACKET_SIZE = 0x27;
    private static final int REASON_STRING = 0x1F;

    static MqttPacket of(int type, byte[] body) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(body);
        try {
            int packetId = 0;
            switch (type) {
                case CONNACK -> in.get();
                case PUBACK -> packetId = in.getShort() & 0xFFFF;
                case DISCONNECT -> {}
                default -> throw new IOException("a packet of type " + type + ", which no server sends to a publisher");
            }
            int code = in.hasRemaining() ? in.get() & 0xFF : 0;
            return properties(type, packetId, code, in);
        } catch (BufferUnderflowException e) {
            throw new IOException("a packet that ends too early", e);
        }
    }

    private static MqttPacket properties(int type, int packetId, int code, ByteBuffer in) throws IOException {
        String reason = "";
        int receiveMaximum = DEFAULT_RECEIVE_MAXIMUM;
        long mostBytes = Long.MAX_VALUE;
        if (in.hasRemaining()) {
            number(in); // their length, which is all that is left
        }
        while (in.hasRemaining()) {
            int property = in.get();
            switch (property) {
                case RECEIVE_MAXIMUM -> receiveMaximum = in.getShort() & 0xFFFF;
                case MAXIMUM_PACKET_SIZE -> mostBytes = in.getInt() & 0xFFFF_FFFFL;
                case REASON_STRING -> reason = text(in);
                // One byte: QoS, retain, wildcards, subscription ids, shared subscriptions.
                case 0x24, 0x25, 0x28, 0x29, 0x2A -> in.get();
                // Two bytes: keep alive, topic aliases.
                case 0x13, 0x22 -> in.getShort();
                // Four bytes: session expiry.
                case 0x11 -> in.getInt();
                // Texts and bytes: client id, response information, server reference, authentication.
                case 0x12, 0x1A, 0x1C, 0x15, 0x16 -> text(in);
                case 0x26 -> {
                    text(in);
                    text(in);
                }
                default -> throw new IOException("a property that is none: " + property);
            }
        }
        return new MqttPacket(type, packetId, code, reason, receiveMaximum, mostBytes);
    }

    private static int number(ByteBuffer in) {
        int value = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.get() & 0xFF;
            value |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit > 0x7F && shift < 28);
        return value;
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort() & 0xFFFF];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }
}
