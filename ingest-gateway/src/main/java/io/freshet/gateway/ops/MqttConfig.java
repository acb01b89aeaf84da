package io.freshet.gateway.ops;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Events by MQTT; each default says its reason. */
@ConfigMapping(prefix = "freshet.gateway.mqtt")
public interface MqttConfig {

    /** Where MQTT listens; off by default. 1883 is MQTT's own port. */
    OptionalInt port();

    /** Where MQTT in WebSocket frames listens, on the path /mqtt; off by default. */
    OptionalInt websocketPort();

    /** Where MQTT over TLS listens; off by default. 8883 is its own port. Its certificates are those of {@code quarkus.tls.mqtt}. */
    OptionalInt tlsPort();

    /** Where MQTT over TLS in WebSocket frames listens; off by default. */
    OptionalInt tlsWebsocketPort();

    /** Nothing listens more than it must. */
    @WithDefault("127.0.0.1")
    String host();

    /** The file that says which topics bring which events; without one events/{type} does, and sensors have a topic of their own. */
    Optional<Path> topics();

    /** This gateway's name among all that share the brokers, the same after a restart; else the machine's name and the port. */
    Optional<String> node();

    /** Where sessions are kept. */
    @WithDefault("freshet.mqtt-sessions")
    String sessions();

    /** How many sessions are kept at most, of all gateways: each takes about 200 bytes in every one of them. */
    @WithDefault("1000000")
    int mostSessions();

    /** How long a client waits until its session is known: less than most clients wait for a CONNACK. */
    @WithDefault("15S")
    Duration sessionPatience();

    /** Longest packet: an event, and room for its topic and properties. */
    @WithDefault("320K")
    MemorySize packet();

    /** Messages of one MQTT 5 connection that may wait for their acknowledgement: ten milliseconds of work at 25,000 a second. */
    @WithDefault("256")
    int receiveMaximum();

    /** What one connection's messages may hold; reached, the connection is not read. */
    @WithDefault("1M")
    MemorySize connectionBytes();

    /** What all messages may hold; reached, connections are not read, and messages of QoS 0 are given up. */
    @WithDefault("48M")
    MemorySize bytes();

    /** Each takes memory and a file descriptor. */
    @WithDefault("20000")
    int connections();

    /** How long a connection may take until its CONNECT packet is there, TLS included. */
    @WithDefault("10S")
    Duration connectTimeout();

    /** Longest keep alive: a dead device is noticed within one and a half times this. */
    @WithDefault("1H")
    Duration keepAlive();

    /** How long sessions of MQTT 3.1.1 outlive their connection, which cannot say it. */
    @WithDefault("7D")
    Duration oldSessionExpiry();

    /** How long sessions of MQTT 5 outlive their connection at most. */
    @WithDefault("7D")
    Duration mostSessionExpiry();
}
