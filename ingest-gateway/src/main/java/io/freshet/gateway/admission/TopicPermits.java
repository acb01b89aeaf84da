package io.freshet.gateway.admission;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which MQTT topics a key may publish to: topic filters, of which one must take the topic. A level may be {@code {client}},
 * {@code {user}} or {@code {certificate}}: it is the sender's own, so a device that shows its certificate publishes under its own name
 * alone. Immutable; any thread.
 *
 * <p>A name is compared with one level as a whole. A name with {@code /}, {@code +} or {@code #} is nobody's: no topic has such a level,
 * and it stands for nothing but itself. Neither is an empty name, nor one that is missing.
 */
public final class TopicPermits {
    /** Every topic: the types that the key may post are all that counts. */
    public static final TopicPermits ALL = new TopicPermits(List.of());

    private static final String CLIENT = "{client}";
    private static final String USER = "{user}";
    private static final String CERTIFICATE = "{certificate}";
    private static final String ONE = "+";
    private static final String REST = "#";

    private final List<String[]> filters;

    /**
     * Who publishes.
     *
     * @param clientId as the client gave it or was given it
     * @param user null where there is none
     * @param certificateName the common name of the client's certificate, which was verified; null where it showed none
     */
    public record Identity(
            String clientId,
            @Nullable String user,
            @Nullable String certificateName) {}

    private TopicPermits(List<String[]> filters) {
        this.filters = filters;
    }

    /**
     * @param filters none allows every topic
     * @throws IllegalArgumentException if one is no topic filter
     */
    public static TopicPermits of(List<String> filters) {
        return filters.isEmpty()
                ? ALL
                : new TopicPermits(filters.stream().map(TopicPermits::levels).toList());
    }

    /** Whether these filters let everybody publish to every topic. */
    public boolean isUnlimited() {
        return filters.isEmpty();
    }

    public boolean allows(String topic, Identity who) {
        if (filters.isEmpty()) {
            return true;
        }
        for (String[] filter : filters) {
            if (takes(filter, topic, who)) {
                return true;
            }
        }
        return false;
    }

    private static boolean takes(String[] filter, String topic, Identity who) {
        if (topic.startsWith("$") && (filter[0].equals(ONE) || filter[0].equals(REST))) {
            return false;
        }
        int from = 0;
        for (String level : filter) {
            if (level.equals(REST)) {
                return true;
            }
            if (from > topic.length()) {
                return false;
            }
            int slash = topic.indexOf('/', from);
            int to = slash < 0 ? topic.length() : slash;
            if (!level.equals(ONE) && !is(required(level, who), topic, from, to)) {
                return false;
            }
            from = to + 1;
        }
        return from > topic.length();
    }

    private static @Nullable String required(String level, Identity who) {
        return switch (level) {
            case CLIENT -> name(who.clientId());
            case USER -> name(who.user());
            case CERTIFICATE -> name(who.certificateName());
            default -> level;
        };
    }

    private static @Nullable String name(@Nullable String given) {
        return given == null || given.isEmpty() ? null : given;
    }

    private static boolean is(@Nullable String text, String topic, int from, int to) {
        return text != null && text.length() == to - from && topic.startsWith(text, from);
    }

    private static String[] levels(String filter) {
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean rest = levels[i].equals(REST) && i == levels.length - 1;
            if (!rest && !levels[i].equals(ONE) && !isPlaceholder(levels[i]) && isSpecial(levels[i])) {
                throw new IllegalArgumentException(
                        "has the level '%s': '+', {client}, {user} and {certificate} stand for a whole level, '#' for all that follow, at the end"
                                .formatted(levels[i]));
            }
        }
        return levels;
    }

    private static boolean isPlaceholder(String level) {
        return level.equals(CLIENT) || level.equals(USER) || level.equals(CERTIFICATE);
    }

    private static boolean isSpecial(String level) {
        return level.chars().anyMatch(c -> c == '+' || c == '#' || c == '{' || c == '}' || c == 0);
    }
}
