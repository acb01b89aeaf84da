package io.freshet.gateway.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * From which web pages may be sent. An entry is an origin exactly as browsers send it ({@code https://shop.example.com},
 * {@code http://localhost:3000}), one with a wildcard for subdomains ({@code https://*.example.com}, which is not
 * {@code https://example.com}) or for the port ({@code http://localhost:*}), {@code null} for pages without an origin, or {@code *} for
 * every page, which then gets no cookies. Immutable; any thread.
 */
public final class Origins {
    public static final Origins NONE = of(List.of());
    /** Longer than any origin: a host name has at most 253 characters. */
    private static final int LONGEST = 300;

    private static final String ANY = "*";

    private final Set<String> declared;
    private final Set<String> exact = new HashSet<>();
    private final List<OriginPattern> patterns = new ArrayList<>();
    private final boolean any;

    private Origins(Set<String> declared) {
        this.declared = declared;
        this.any = declared.contains(ANY);
        for (String each : declared) {
            if (each.equals(ANY)) {
                continue;
            }
            if (each.contains("*")) {
                patterns.add(OriginPattern.of(each));
            } else {
                exact.add(OriginPattern.checked(each));
            }
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with an entry */
    public static Origins of(List<String> declared) {
        return new Origins(new TreeSet<>(declared));
    }

    /** All that this or any of the others allows. */
    public static Origins union(List<Origins> all) {
        Set<String> declared = new TreeSet<>();
        all.forEach(o -> declared.addAll(o.declared));
        return new Origins(declared);
    }

    public boolean allows(String origin) {
        return any || lists(origin);
    }

    /** Whether the origin is named, and not only one of all: such a page may send cookies and read answers with them. */
    public boolean lists(String origin) {
        if (exact.contains(origin)) {
            return true;
        }
        if (patterns.isEmpty() || origin.length() > LONGEST) {
            return false;
        }
        return patterns.stream().anyMatch(p -> p.matches(origin));
    }

    @Override
    public String toString() {
        return declared.toString();
    }
}
