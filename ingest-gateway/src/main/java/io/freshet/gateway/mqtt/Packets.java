package io.freshet.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Packets of the server that are seldom sent. */
final class Packets {
    static final MqttMessage PINGRESP = MqttMessage.PINGRESP;
    private static final int OLD_SUBACK_FAILURE = 0x80;

    private Packets() {}

    static MqttMessage refusal(boolean five, int code, @Nullable String why) {
        MqttProperties properties = new MqttProperties();
        if (five && why != null) {
            properties.add(new StringProperty(MqttPropertyType.REASON_STRING.value(), why));
        }
        return MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.valueOf((byte) (five ? code : Codes.old(code))))
                .sessionPresent(false)
                .properties(five ? properties : MqttProperties.NO_PROPERTIES)
                .build();
    }

    /**
     * Lets a client in, and tells it what it may expect (3.2.2.3): nothing to subscribe to, and no topic aliases.
     *
     * @param chosen the client id that was chosen for it; null if it has its own
     * @param expiry how long its session is kept; null if that is what it asked for
     * @param keepAlive null for what it asked for
     */
    static MqttMessage welcome(
            boolean five,
            boolean present,
            MqttSettings settings,
            @Nullable String chosen,
            @Nullable Long expiry,
            @Nullable Integer keepAlive) {
        MqttProperties properties = MqttProperties.NO_PROPERTIES;
        if (five) {
            properties = new MqttProperties();
            number(properties, MqttPropertyType.RECEIVE_MAXIMUM, settings.receiveMaximum());
            number(properties, MqttPropertyType.MAXIMUM_PACKET_SIZE, settings.packetBytes());
            number(properties, MqttPropertyType.WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
            number(properties, MqttPropertyType.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
            number(properties, MqttPropertyType.SHARED_SUBSCRIPTION_AVAILABLE, 0);
            if (chosen != null) {
                properties.add(new StringProperty(MqttPropertyType.ASSIGNED_CLIENT_IDENTIFIER.value(), chosen));
            }
            if (expiry != null) {
                number(properties, MqttPropertyType.SESSION_EXPIRY_INTERVAL, (int) (long) expiry);
            }
            if (keepAlive != null) {
                number(properties, MqttPropertyType.SERVER_KEEP_ALIVE, keepAlive);
            }
        }
        return MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .sessionPresent(present)
                .properties(properties)
                .build();
    }

    private static void number(MqttProperties to, MqttPropertyType type, int value) {
        to.add(new IntegerProperty(type.value(), value));
    }

    static MqttMessage disconnect(int code, String why) {
        MqttProperties properties = new MqttProperties();
        properties.add(new StringProperty(MqttPropertyType.REASON_STRING.value(), why));
        return new MqttMessage(
                new MqttFixedHeader(MqttMessageType.DISCONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
                new MqttReasonCodeAndPropertiesVariableHeader((byte) code, properties));
    }

    /** Refuses each of the filters. */
    static MqttMessage refusedSubscriptions(boolean five, int packetId, int filters) {
        MqttFixedHeader head = new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0);
        return new MqttSubAckMessage(
                head,
                new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
                new MqttSubAckPayload(Collections.nCopies(filters, five ? Codes.NOT_AUTHORIZED : OLD_SUBACK_FAILURE)));
    }

    static MqttMessage nothingToUnsubscribe(int packetId, int filters) {
        MqttFixedHeader head = new MqttFixedHeader(MqttMessageType.UNSUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0);
        return new MqttUnsubAckMessage(
                head,
                new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
                new MqttUnsubAckPayload(Collections.nCopies(filters, (short) Codes.NO_SUBSCRIPTION)));
    }
}
