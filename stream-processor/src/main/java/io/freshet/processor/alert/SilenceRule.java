package io.freshet.processor.alert;

/**
 * A key from which nothing arrives for a time by the wall clock. Nobody is called silent for a time in which we were not
 * listening: after a start, and as long as old records are still being read, the time begins anew for all keys together. All
 * times are milliseconds since the epoch, of arrival, never of the event.
 *
 * @param afterMillis without an arrival for this long, and listening all the while, a key is silent; more than zero
 * @param forgetMillis a key that stayed silent this long after its last arrival is forgotten without a word
 */
public record SilenceRule(long afterMillis, long forgetMillis) {

    public SilenceRule {
        if (afterMillis <= 0 || forgetMillis < afterMillis) {
            throw new IllegalArgumentException("silent after " + afterMillis + " ms, forgotten after " + forgetMillis);
        }
    }

    /** Keys whose last arrival is at this time or earlier are silent now. */
    public long silentUpTo(long now, long listeningSince) {
        return now - listeningSince < afterMillis ? Long.MIN_VALUE : now - afterMillis;
    }

    /** Keys whose last arrival is at this time or earlier are forgotten now, on the same condition. */
    public long forgottenUpTo(long now, long listeningSince) {
        return now - listeningSince < afterMillis ? Long.MIN_VALUE : now - forgetMillis;
    }

    /**
     * Since when we have been listening.
     *
     * @param arrival of the record that was just read
     * @param now when it was read: where it lay for as long as makes a key silent, we were behind and hear again from now
     */
    public long listeningSince(long before, long arrival, long now) {
        return now - arrival >= afterMillis ? Math.max(before, now) : before;
    }
}
