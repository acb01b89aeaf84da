package io.freshet.gateway.admission;

import java.util.List;

/**
 * Where an admitted request is charged. Admission has taken one event and the declared bytes already; the rest is charged when it
 * has been counted, and may overdraw a quota: the caller then waits until that is paid off. So one request never fails halfway,
 * and the average holds. Any thread; never blocks.
 */
public interface Ticket {
    Ticket FREE = new Ticket() {
        @Override
        public void charge(int events, long bytes) {}

        @Override
        public List<Standing> standing() {
            return List.of();
        }

        @Override
        public long owedNanos() {
            return 0;
        }
    };

    /**
     * Called for a request that was read, or for each piece of one that is read in pieces.
     *
     * @param events all that it held, accepted or not
     * @param bytes of its body as it was sent
     */
    void charge(int events, long bytes);

    /** How long it takes until what was overdrawn is paid off, in nanoseconds; 0 if there is something left. */
    long owedNanos();

    /** What is left of the caller's quotas, to be told to the sender; may be empty. */
    List<Standing> standing();
}
