package io.freshet.local.kafka;

/**
 * A further way into the broker, for clients that should come through a proxy.
 *
 * @param port where the broker listens
 * @param advertisedPort where it tells clients that it does: the proxy's
 */
public record SecondListener(int port, int advertisedPort) {}
