package io.freshet.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.intake.mqtt.Published;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import org.jspecify.annotations.Nullable;

/**
 * What a CONNECT packet asks for (MQTT 5, 3.1). Immutable.
 *
 * @param client its id; empty for one that the server is to choose
 * @param expirySeconds how long its session is to outlive the connection, as far as that is allowed
 * @param user null where none is named
 * @param secret shown as password, or as user where there is no password; null for none
 * @param will null for none
 */
record Connect(
        boolean five,
        String client,
        boolean clean,
        long expirySeconds,
        int keepAliveSeconds,
        @Nullable String user,
        @Nullable String secret,
        @Nullable Will will) {
    private static final int FIVE = 5;

    /** @param delaySeconds how long it waits for the client to come back */
    record Will(Published message, int qos, long delaySeconds) {}

    static Connect of(MqttConnectMessage packet, MqttSettings settings) {
        MqttConnectVariableHeader head = packet.variableHeader();
        MqttConnectPayload payload = packet.payload();
        boolean five = head.version() == FIVE;
        String user = head.hasUserName() ? payload.userName() : null;
        byte[] password = head.hasPassword() ? payload.passwordInBytes() : null;
        String secret = password == null ? user : new String(password, UTF_8);
        return new Connect(
                five,
                payload.clientIdentifier(),
                head.isCleanSession(),
                five ? expiry(head.properties(), settings.mostExpirySeconds()) : old(head, settings),
                head.keepAliveTimeSeconds(),
                user,
                secret == null || secret.isEmpty() ? null : secret,
                head.isWillFlag() ? will(head, payload) : null);
    }

    Credentials credentials(Credentials ofCertificate) {
        return secret == null ? ofCertificate : Credentials.ofSecret(secret);
    }

    private static long old(MqttConnectVariableHeader head, MqttSettings settings) {
        return head.isCleanSession() ? 0 : settings.oldExpirySeconds();
    }

    /** What is asked for, but no more than is allowed. */
    static long expiry(MqttProperties properties, long most) {
        return Math.min(most, Math.max(0, Properties.number(properties, MqttPropertyType.SESSION_EXPIRY_INTERVAL, 0)));
    }

    private static Will will(MqttConnectVariableHeader head, MqttConnectPayload payload) {
        MqttProperties properties = payload.willProperties();
        return new Will(
                new Published(
                        payload.willTopic(),
                        payload.willMessageInBytes(),
                        Properties.text(properties, MqttPropertyType.CONTENT_TYPE),
                        Properties.users(properties)),
                head.willQos(),
                Properties.number(properties, MqttPropertyType.WILL_DELAY_INTERVAL, 0));
    }
}
