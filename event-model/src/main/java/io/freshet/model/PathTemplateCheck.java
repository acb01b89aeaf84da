package io.freshet.model;

import io.freshet.model.PathTemplate.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a path template and refuses what would make names that clash, escape or cannot be read back. */
final class PathTemplateCheck {
    static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9/._=,+-]*");
    private static final Pattern TOKEN = Pattern.compile("\\{([^{}]*)}");
    private static final Set<PathVariable> REQUIRED = EnumSet.of(
            PathVariable.PREFIX,
            PathVariable.TOPIC,
            PathVariable.TOPIC_ID,
            PathVariable.PARTITION,
            PathVariable.FROM,
            PathVariable.UNTIL,
            PathVariable.EXT);

    private PathTemplateCheck() {}

    static List<Part> parse(String template) {
        List<Part> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(template);
        int at = 0;
        while (token.find()) {
            addLiteral(parts, template.substring(at, token.start()), template);
            String label = token.group(1);
            PathVariable variable = PathVariable.of(label)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "path template " + template + ": there is no variable {" + label
                                    + "}, there are {prefix} {topic} {topic_id} {partition} {date} {hour}"
                                    + " {from} {until} {ext}"));
            parts.add(new Part("", Optional.of(variable)));
            at = token.end();
        }
        addLiteral(parts, template.substring(at), template);
        check(parts, template);
        return parts;
    }

    private static void addLiteral(List<Part> parts, String literal, String template) {
        require(LITERAL.matcher(literal).matches(), template, "outside of braces stand only A-Z a-z 0-9 / . _ = , + -");
        if (!literal.isEmpty()) {
            parts.add(new Part(literal, Optional.empty()));
        }
    }

    private static void check(List<Part> parts, String template) {
        Set<PathVariable> seen = EnumSet.noneOf(PathVariable.class);
        for (int n = 0; n < parts.size(); n++) {
            Optional<PathVariable> variable = parts.get(n).variable();
            if (variable.isEmpty()) {
                continue;
            }
            require(seen.add(variable.get()), template, "{" + variable.get().label() + "} stands there twice");
            require(
                    n == 0 || parts.get(n - 1).variable().isEmpty(),
                    template,
                    "between two variables there must be something else");
        }
        for (PathVariable variable : REQUIRED) {
            require(seen.contains(variable), template, "{" + variable.label() + "} is missing");
        }
        require(template.startsWith("{prefix}/"), template, "it must begin with {prefix}/");
        require(template.endsWith(".{ext}"), template, "it must end with .{ext}");
        require(
                template.contains("/{topic}/") || template.contains("={topic}/"),
                template,
                "{topic} must be a folder, so that a pipe can load it alone");
        require(
                !template.matches(
                        ".*[0-9]\\{(partition|from|until|hour|date)}.*|.*\\{(partition|from|until|hour|date)}[0-9].*"),
                template,
                "a digit next to a number cannot be told from it");
        checkSegments(template.substring("{prefix}/".length()), template);
    }

    static void checkSegments(String path, String whole) {
        if (path.isEmpty()) {
            return;
        }
        for (String segment : path.split("/", -1)) {
            require(
                    !segment.isEmpty() && !segment.equals(".") && !segment.equals(".."),
                    whole,
                    "a folder must have a name, and not be . or ..");
        }
    }

    static void require(boolean holds, String template, String what) {
        if (!holds) {
            throw new IllegalArgumentException("path template " + template + ": " + what);
        }
    }
}
