package io.freshet.gateway.intake;

/**
 * The bytes of one event as its sender sent it: what is kept of it when it is rejected, and can be sent again.
 *
 * @param bytes may hold more than the event; handed over, not altered
 * @param from where the event begins
 * @param to where it ends, exclusive
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Original(byte[] bytes, int from, int to) {}
