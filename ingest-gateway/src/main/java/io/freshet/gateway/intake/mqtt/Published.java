package io.freshet.gateway.intake.mqtt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message as its sender published it.
 *
 * @param payload handed over, never altered
 * @param contentType a property of MQTT 5; null where there is none
 * @param userProperties of MQTT 5; of a name that is there twice the last counts; empty for MQTT 3.1.1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Published(
        String topic, byte[] payload, @Nullable String contentType, Map<String, String> userProperties) {}
