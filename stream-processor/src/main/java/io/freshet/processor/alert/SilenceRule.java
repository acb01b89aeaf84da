package io.freshet.processor.alert;

/**
 * A key from which nothing arrives for a time by the wall clock. Nobody is called silent when it was we who did not listen:
 * after a start or a rebalance, and as long as old records are still being read, the time to suppress begins anew for all keys
 * together. All times are milliseconds since the epoch, of arrival, never of the event.
 *
 * @param afterMillis a key is silent when nothing of it has arrived for longer than this; more than zero
 * @param suppressMillis for how long we must have listened before anyone is called silent; zero or more
 * @param forgetMillis a key that has been silent this long is forgotten without a word; more than zero
 */
public record SilenceRule(long afterMillis, long suppressMillis, long forgetMillis) {

    public SilenceRule {
        if (afterMillis <= 0 || suppressMillis < 0 || forgetMillis <= 0) {
            throw new IllegalArgumentException("silent after " + afterMillis + " ms, suppressed for " + suppressMillis
                    + " ms, forgotten after " + forgetMillis + " ms");
        }
    }

    /** Keys whose last arrival is at this time or earlier are silent now. */
    public long silentUpTo(long now, long listeningSince) {
        return now - listeningSince < suppressMillis ? Long.MIN_VALUE : now - afterMillis - 1;
    }

    /** Silent keys whose last arrival is at this time or earlier are forgotten now, on the same condition. */
    public long forgottenUpTo(long now, long listeningSince) {
        return now - listeningSince < suppressMillis ? Long.MIN_VALUE : now - afterMillis - forgetMillis - 1;
    }

    /**
     * Since when we have been listening.
     *
     * @param arrival of the record that was just read
     * @param now when it was read: where it had lain for as long as makes a key silent, we were behind, and listen from now
     */
    public long listeningSince(long before, long arrival, long now) {
        return now - arrival >= afterMillis ? Math.max(before, now) : before;
    }

    /**
     * Whether so many fell silent together that it is their network, or ours, and not each of them.
     *
     * @param share 0 to 1; one never is exceeded
     * @param known keys, the newly silent among them; of a handful nothing is concluded
     */
    public static boolean isFleet(int newlySilent, int known, double share) {
        return known >= LEAST_FLEET && newlySilent > share * known;
    }

    private static final int LEAST_FLEET = 10;
}
