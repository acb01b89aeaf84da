package io.freshet.gateway.mqtt;

import java.time.Duration;

/**
 * Bounds of the endpoint.
 *
 * @param packetBytes longest packet
 * @param receiveMaximum messages of one MQTT 5 connection that may wait for their acknowledgement
 * @param connectionBytes what one connection's messages may hold; reached, the connection is not read
 * @param connections so many at most
 * @param connectPatience how long a connection may take until its CONNECT packet is there, TLS included
 * @param keepAliveSeconds longest keep alive
 * @param oldExpirySeconds how long sessions of MQTT 3.1.1 outlive their connection
 * @param mostExpirySeconds how long those of MQTT 5 do at most
 */
public record MqttSettings(
        int packetBytes,
        int receiveMaximum,
        int connectionBytes,
        int connections,
        Duration connectPatience,
        int keepAliveSeconds,
        long oldExpirySeconds,
        long mostExpirySeconds) {}
