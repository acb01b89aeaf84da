package io.freshet.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads properties of MQTT 5 (2.2.2). */
final class Properties {
    private Properties() {}

    static boolean has(MqttProperties properties, MqttPropertyType type) {
        return properties.getProperty(type.value()) != null;
    }

    /** Unsigned. */
    static long number(MqttProperties properties, MqttPropertyType type, long otherwise) {
        MqttProperty<?> found = properties.getProperty(type.value());
        return found instanceof IntegerProperty number ? Integer.toUnsignedLong(number.value()) : otherwise;
    }

    static @Nullable String text(MqttProperties properties, MqttPropertyType type) {
        MqttProperty<?> found = properties.getProperty(type.value());
        return found instanceof StringProperty text ? text.value() : null;
    }

    /** Of a name that is there twice the last counts. */
    static Map<String, String> users(MqttProperties properties) {
        if (properties.isEmpty()
                || !(properties.getProperty(MqttPropertyType.USER_PROPERTY.value()) instanceof UserProperties pairs)) {
            return Map.of();
        }
        Map<String, String> users = new HashMap<>();
        for (StringPair pair : pairs.value()) {
            users.put(pair.key, pair.value);
        }
        return users;
    }
}
