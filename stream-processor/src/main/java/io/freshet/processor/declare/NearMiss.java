package io.freshet.processor.declare;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What somebody may have meant. */
final class NearMiss {
    /** Longer names are compared by their beginnings: the comparison costs their product. */
    private static final int COMPARED = 128;

    private NearMiss() {}

    /** A question, or nothing where no name is near. */
    static String hint(String given, Collection<String> known) {
        String wanted = shortened(given);
        return known.stream()
                .filter(name -> distance(wanted, shortened(name)) <= Math.max(1, wanted.length() / 3))
                .min(Comparator.<String>comparingInt(name -> distance(wanted, shortened(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> "did you mean '" + name + "'?")
                .orElse("");
    }

    private static String shortened(String name) {
        return Texts.cut(name, COMPARED).toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** How many letters must be changed, added or left out (Levenshtein). */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
            }
            int[] swap = before;
            before = now;
            now = swap;
        }
        return before[b.length()];
    }
}
