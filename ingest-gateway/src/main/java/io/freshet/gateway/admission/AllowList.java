package io.freshet.gateway.admission;

import java.util.List;
import java.util.regex.Pattern;

/** Which event types this gateway serves, by name. Immutable; any thread. */
public final class AllowList {
    private final List<Pattern> patterns;

    private AllowList(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** @param patterns names in which {@code *} stands for any characters; {@code *} alone allows every type */
    public static AllowList of(List<String> patterns) {
        return new AllowList(patterns.stream().map(AllowList::compile).toList());
    }

    public boolean allows(String name) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(name).matches()) {
                return true;
            }
        }
        return false;
    }

    private static Pattern compile(String pattern) {
        String[] literals = pattern.strip().split("\\*", -1);
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < literals.length; i++) {
            regex.append(i == 0 ? "" : ".*").append(Pattern.quote(literals[i]));
        }
        return Pattern.compile(regex.toString());
    }
}
