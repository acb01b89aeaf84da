package io.freshet.gateway.admission;

import io.freshet.model.Reason;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has a key, within its scope, from its origins and within its quotas.
 *
 * <pre>
 *   credentials ─▶ key ─▶ scope ─▶ origin ─┬────────────────────────▶ quotas ─▶ admitted
 *                                          └▶ signed: body ─▶ genuine, new ─▶ quotas ─▶ admitted
 * </pre>
 */
public final class AdmitByKey implements Admission {
    private final Supplier<KeyRing> keys;
    private final Tokens tokens;
    private final Signatures signatures;
    private final AddressQuotas addresses;

    /** @param addresses how many addresses are remembered for their quotas */
    public AdmitByKey(Supplier<KeyRing> keys, Tokens tokens, Signatures signatures, int addresses, TimeMeter clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.signatures = signatures;
        this.addresses = new AddressQuotas(addresses, clock);
    }

    @Override
    public Origins origins(Credentials credentials) {
        KeyRing ring = keys.get();
        if (credentials instanceof Credentials.WriteKey(String presented)) {
            KeyRing.Held held = ring.of(KeyHash.of(presented));
            return held == null ? ring.origins() : held.entry().caller().origins();
        }
        return ring.origins();
    }

    @Override
    public boolean asksForKeys() {
        return true;
    }

    @Override
    public boolean knows(Credentials credentials) {
        KeyRing ring = keys.get();
        return switch (credentials) {
            case Credentials.None ignored -> false;
            case Credentials.Unreadable ignored -> false;
            case Credentials.WriteKey(String presented) -> ring.of(KeyHash.of(presented)) != null;
            case Credentials.Certificate certificate -> ring.of(certificate) != null;
            case Credentials.Token(String compact) ->
                switch (tokens.verify(compact)) {
                    case Tokens.Verified.Valid(String claim) -> ring.ofToken(claim) != null;
                    case Tokens.Verified.Invalid ignored -> false;
                    case Tokens.Verified.Unavailable ignored -> true;
                };
            case Credentials.Signed signed -> ring.named(signed.key()) != null;
        };
    }

    /** How many addresses are remembered. */
    public int addresses() {
        return addresses.size();
    }

    @Override
    public Decision admit(Attempt attempt) {
        KeyRing ring = keys.get();
        return switch (attempt.credentials()) {
            case Credentials.None ignored -> unauthenticated("There is no key with the request.");
            case Credentials.Unreadable(String why) -> unauthenticated(why);
            case Credentials.WriteKey(String presented) -> known(attempt, ring.of(KeyHash.of(presented)));
            case Credentials.Certificate certificate -> known(attempt, ring.of(certificate));
            case Credentials.Token(String compact) -> token(attempt, ring, compact);
            case Credentials.Signed signed -> signed(attempt, ring.named(signed.key()), signed);
        };
    }

    private Decision token(Attempt attempt, KeyRing ring, String compact) {
        return switch (tokens.verify(compact)) {
            case Tokens.Verified.Valid(String claim) -> known(attempt, ring.ofToken(claim));
            case Tokens.Verified.Invalid(String why) -> unauthenticated(why);
            case Tokens.Verified.Unavailable ignored ->
                new Decision.Denied(
                        Reason.IDENTITY_UNAVAILABLE,
                        "Whether the token is genuine cannot be told now; send the same again.",
                        1,
                        List.of());
        };
    }

    private Decision signed(Attempt attempt, KeyRing.@Nullable Held held, Credentials.Signed signed) {
        if (held == null || held.entry().secrets().isEmpty()) {
            return Decision.Denied.of(Reason.INVALID_SIGNATURE, "The signature does not fit the request.");
        }
        Decision.Denied stale = signatures.problem(signed);
        Decision.Denied denied = stale == null ? outside(attempt, held.entry().caller()) : stale;
        return denied != null
                ? denied
                : new Decision.OnProof(held.entry().caller(), (body, length) -> {
                    Decision.Denied forged =
                            signatures.problem(signed, held.entry().secrets(), body, length);
                    return forged == null ? withinQuotas(attempt, held, length) : forged;
                });
    }

    private Decision known(Attempt attempt, KeyRing.@Nullable Held held) {
        if (held == null) {
            return unauthenticated("The key is not known here.");
        }
        Decision.Denied denied = outside(attempt, held.entry().caller());
        return denied == null ? withinQuotas(attempt, held, attempt.bytes()) : denied;
    }

    private static Decision.@Nullable Denied outside(Attempt attempt, Caller caller) {
        if (!caller.may(attempt.scope())) {
            return Decision.Denied.of(
                    Reason.OUT_OF_SCOPE,
                    "The key has not the scope '%s'.".formatted(attempt.scope().label()));
        }
        String origin = attempt.origin();
        if (origin != null && !caller.origins().allows(origin)) {
            return Decision.Denied.of(Reason.ORIGIN_NOT_ALLOWED, "Pages of this origin may not use the key.");
        }
        return null;
    }

    private Decision withinQuotas(Attempt attempt, KeyRing.Held held, long bytes) {
        KeyEntry entry = held.entry();
        if (entry.limits().isUnlimited() && entry.addressLimits().isUnlimited()) {
            return new Decision.Admitted(entry.caller(), Ticket.FREE);
        }
        List<Quotas> quotas = entry.addressLimits().isUnlimited()
                ? List.of(held.quotas())
                : List.of(
                        addresses.of(
                                entry.caller().name(),
                                entry.addressLimits(),
                                attempt.address().get()),
                        held.quotas());
        Quota empty = QuotaTicket.take(quotas, bytes);
        return empty == null
                ? new Decision.Admitted(entry.caller(), new QuotaTicket(quotas, bytes))
                : new Decision.Denied(
                        empty.reason(),
                        "Nothing is left of the limit '%s' now.".formatted(empty.policy()),
                        empty.retryAfter(),
                        QuotaTicket.standing(quotas));
    }

    private static Decision unauthenticated(String detail) {
        return Decision.Denied.of(Reason.UNAUTHENTICATED, detail);
    }
}
