package io.freshet.gateway.privacy;

import java.util.List;

/**
 * A caller's privacy policy. Immutable; any thread.
 *
 * @param address what of a sender's address may be written
 * @param onGpc what {@code Sec-GPC: 1} does
 * @param onDnt what {@code DNT: 1} does
 * @param onRefusal what a consent field of an event that says no does
 * @param consent JSON pointers to consent fields: false, {@code "denied"}, {@code "no"} or 0 there is a refusal
 * @param identifiers JSON pointers to what {@link Handling#STRIP} takes out
 */
public record Privacy(
        AddressPolicy address,
        Handling onGpc,
        Handling onDnt,
        Handling onRefusal,
        List<String> consent,
        List<String> identifiers) {
    /** Nothing of an address is kept, and of a person who does not want to be tracked nothing that identifies; nor is there a cookie. */
    public static final Privacy DEFAULT =
            new Privacy(AddressPolicy.DROP, Handling.STRIP, Handling.STRIP, Handling.DROP, List.of(), List.of());

    public Privacy {
        consent = List.copyOf(consent);
        identifiers = List.copyOf(identifiers);
    }

    /** What is done to every event of a request with these signals, before its own consent fields are looked at. */
    public Handling handling(Signals signals) {
        Handling gpc = signals.gpc() ? onGpc : Handling.KEEP;
        return signals.dnt() ? gpc.orStricter(onDnt) : gpc;
    }

    /** What of an address may be written for an event that is handled so. */
    public AddressPolicy address(Handling handling) {
        return handling == Handling.KEEP ? address : AddressPolicy.DROP;
    }
}
