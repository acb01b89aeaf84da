package io.freshet.gateway.intake.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT topic filter whose levels may have names: {@code sites/+/devices/{device_id}/telemetry}. Source: MQTT 5.0, section 4.7:
 * {@code +} is exactly one level, {@code #} stands last alone and is the level before it and all below, a wildcard in front is no topic
 * that begins with {@code $}, and an empty level is a level.
 *
 * @param levels as they are written, but {@code +} for one with a name, and without a last {@code #}
 * @param names of the levels; null for one without
 * @param rest whether it ends with {@code #}
 */
record Filter(List<String> levels, List<@Nullable String> names, boolean rest) {
    static final String ONE = "+";
    private static final String ALL = "#";
    private static final int MOST_BYTES = 65_535;
    private static final Pattern NAMED = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]{0,99}}");

    /** @throws IllegalArgumentException saying what is wrong with the text */
    static Filter parse(String text) {
        if (text.isEmpty() || text.length() > MOST_BYTES || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("should be an MQTT topic filter of 1 to 65535 bytes");
        }
        List<String> levels = new ArrayList<>();
        List<@Nullable String> names = new ArrayList<>();
        String[] written = text.split("/", -1);
        for (int i = 0; i < written.length; i++) {
            String level = written[i];
            if (level.equals(ALL) && i == written.length - 1) {
                return new Filter(levels, names, true);
            }
            String name = NAMED.matcher(level).matches() ? level.substring(1, level.length() - 1) : null;
            if (name == null && !level.equals(ONE) && isSpecial(level)) {
                throw new IllegalArgumentException(
                        "has the level '%s': '+' and '{name}' stand for a whole level, '#' for all that follow, at the end"
                                .formatted(level));
            }
            if (name != null && names.contains(name)) {
                throw new IllegalArgumentException("names two levels '%s'".formatted(name));
            }
            levels.add(name == null ? level : ONE);
            names.add(name);
        }
        return new Filter(levels, names, false);
    }

    /** Whether every topic of the other filter is one of this. */
    boolean covers(Filter other) {
        for (int i = 0; i < levels.size(); i++) {
            boolean there = i < other.levels.size();
            if (!there || !(levels.get(i).equals(other.levels.get(i)) || isOne(i, other))) {
                return false;
            }
        }
        if (rest) {
            return !levels.isEmpty()
                    || other.levels.isEmpty()
                    || !other.levels.get(0).startsWith("$");
        }
        return levels.size() == other.levels.size() && !other.rest;
    }

    private boolean isOne(int level, Filter other) {
        return levels.get(level).equals(ONE)
                && (level > 0 || !other.levels.get(0).startsWith("$"));
    }

    private static boolean isSpecial(String level) {
        return level.indexOf('+') >= 0 || level.indexOf('#') >= 0 || level.indexOf('{') >= 0 || level.indexOf('}') >= 0;
    }
}
