package io.freshet.gateway.privacy;

/**
 * What the sender's browser says of the person's wishes.
 *
 * @param gpc Global Privacy Control: {@code Sec-GPC: 1}
 * @param dnt Do Not Track: {@code DNT: 1}
 */
public record Signals(boolean gpc, boolean dnt) {
    public static final Signals NONE = new Signals(false, false);
}
