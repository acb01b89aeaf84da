package io.freshet.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the objects of a topic are named: literals and a fixed set of variables in braces. What a template must hold makes every name
 * unique, lets it be read back, and keeps the files of a topic under a path of their own, which is what a pipe loads from. Immutable.
 */
public final class PathTemplate {
    /** The layout where none is configured. */
    public static final String DEFAULT = "{prefix}/v1/{topic}/{topic_id}/p={partition}/dt={date}/{from}-{until}.{ext}";

    /** Longest template and longest prefix: with Kafka's longest topic a name stays within the 1,024 bytes of the stores. */
    public static final int MAX_LENGTH = 256;

    /** A literal, or a variable where that is present. */
    record Part(String literal, Optional<PathVariable> variable) {}

    /**
     * What a name tells of its file.
     *
     * @param from inclusive
     * @param until exclusive
     * @param ext as {@code ndjson.zst}
     */
    public record Name(String topic, String topicId, int partition, long from, long until, String ext) {}

    private final List<Part> parts;
    private final String root;
    private final Pattern shape;

    private PathTemplate(List<Part> parts, String root) {
        this.parts = parts;
        this.root = root;
        this.shape = shape(parts, root);
    }

    /**
     * Checks a template.
     *
     * @param prefix what {@code {prefix}} stands for; may be empty, slashes at its ends are ignored
     * @throws IllegalArgumentException saying what is wrong with the template or the prefix
     */
    public static PathTemplate of(String template, String prefix) {
        String bare = prefix.strip().replaceAll("^/+|/+$", "");
        PathTemplateCheck.require(
                bare.length() <= MAX_LENGTH
                        && PathTemplateCheck.LITERAL.matcher(bare).matches(),
                prefix,
                "a prefix has at most 256 of A-Z a-z 0-9 / . _ = , + -");
        PathTemplateCheck.checkSegments(bare, prefix);
        PathTemplateCheck.require(
                template.length() <= MAX_LENGTH, template, "a path template has at most " + MAX_LENGTH + " characters");
        List<Part> parts = PathTemplateCheck.parse(template);
        return new PathTemplate(parts.subList(1, parts.size()), bare);
    }

    /** The default layout under this prefix. */
    public static PathTemplate standard(String prefix) {
        return of(DEFAULT, prefix);
    }

    private static Pattern shape(List<Part> parts, String root) {
        StringBuilder regex = new StringBuilder(Pattern.quote(root.isEmpty() ? "" : root + "/"));
        for (int n = 0; n < parts.size(); n++) {
            Part part = parts.get(n);
            if (part.variable().isPresent()) {
                PathVariable variable = part.variable().get();
                regex.append("(?<")
                        .append(group(variable))
                        .append(">")
                        .append(variable.shape())
                        .append(")");
            } else {
                // The slash behind {prefix} went into the root.
                regex.append(Pattern.quote(n == 0 ? part.literal().substring(1) : part.literal()));
            }
        }
        return Pattern.compile(regex.toString());
    }

    private static String group(PathVariable variable) {
        return variable.label().replace("_", "");
    }

    /** The object's name. {@code first} is the timestamp of the range's first record and decides date and hour, in UTC. */
    public String render(Name name, Instant first) {
        StringBuilder key = new StringBuilder();
        for (Part part : parts) {
            key.append(part.variable()
                    .map(variable -> value(variable, name, first))
                    .orElse(part.literal()));
        }
        return rooted(key);
    }

    /** What all names of this partition begin with: the template up to the first variable that differs from file to file. */
    public String folder(String topic, String topicId, int partition) {
        Name name = new Name(topic, topicId, partition, 0, 0, "");
        StringBuilder key = new StringBuilder();
        for (Part part : parts) {
            if (part.variable().isPresent() && !ofPartition(part.variable().get())) {
                break;
            }
            key.append(part.variable()
                    .map(variable -> value(variable, name, Instant.EPOCH))
                    .orElse(part.literal()));
        }
        return rooted(key);
    }

    /** What all names of all topics begin with. */
    public String root() {
        return rooted(new StringBuilder(parts.getFirst().literal()));
    }

    /** What a name tells; empty for one that this template cannot have made. */
    public Optional<Name> read(String key) {
        Matcher matcher = shape.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Name(
                    matcher.group(group(PathVariable.TOPIC)),
                    matcher.group(group(PathVariable.TOPIC_ID)),
                    Integer.parseInt(matcher.group(group(PathVariable.PARTITION))),
                    Long.parseLong(matcher.group(group(PathVariable.FROM))),
                    Long.parseLong(matcher.group(group(PathVariable.UNTIL))),
                    matcher.group(group(PathVariable.EXT))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String rooted(StringBuilder key) {
        String path = key.substring(1);
        return root.isEmpty() ? path : root + "/" + path;
    }

    private static boolean ofPartition(PathVariable variable) {
        return variable == PathVariable.TOPIC
                || variable == PathVariable.TOPIC_ID
                || variable == PathVariable.PARTITION;
    }

    private static String value(PathVariable variable, Name name, Instant first) {
        return switch (variable) {
            case PREFIX -> "";
            case TOPIC -> name.topic();
            case TOPIC_ID -> name.topicId();
            case PARTITION -> String.format(Locale.ROOT, "%05d", name.partition());
            case DATE -> first.atOffset(ZoneOffset.UTC).toLocalDate().toString();
            case HOUR ->
                String.format(
                        Locale.ROOT, "%02d", first.atOffset(ZoneOffset.UTC).getHour());
            case FROM -> String.format(Locale.ROOT, "%020d", name.from());
            case UNTIL -> String.format(Locale.ROOT, "%020d", name.until());
            case EXT -> name.ext();
        };
    }
}
