package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one YAML document as nodes with their places. Takes no tags, anchors or aliases, so that a small file cannot be a large
 * one, and nothing but text, lists and mappings.
 */
final class YamlFile {
    private static final int MAX_CHARACTERS = YamlLimits.MAX_BYTES;
    private static final int MAX_DEPTH = 16;
    private static final Set<Tag> TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);
    private static final Yaml.Text TOP = new Yaml.Text(1, 1, "", true, 0);

    private final Issues issues;

    private YamlFile(Issues issues) {
        this.issues = issues;
    }

    /** The mapping that the file is; null where it is something else, which is then among the issues. */
    static Yaml.@Nullable Mapping read(String text, Issues issues) {
        if (text.length() > MAX_CHARACTERS) {
            issues.add(TOP, "", "a job's file has at most " + MAX_CHARACTERS + " characters");
            return null;
        }
        Node root = compose(text, issues);
        if (root == null) {
            return null;
        }
        Yaml read = new YamlFile(issues).node(root, 0);
        if (read instanceof Yaml.Mapping mapping) {
            return mapping;
        }
        if (read != null) {
            issues.add(read, "", "expected a mapping with the fields of a job, not " + read.kind());
        }
        return null;
    }

    private static @Nullable Node compose(String text, Issues issues) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel("job")
                .setCodePointLimit(MAX_CHARACTERS)
                .setMaxAliasesForCollections(1)
                .setAllowDuplicateKeys(true)
                .build();
        try {
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(text).iterator();
            if (!documents.hasNext()) {
                issues.add(TOP, "", "the file is empty; expected the fields of a job");
                return null;
            }
            Node first = documents.next();
            if (documents.hasNext()) {
                issues.add(place(documents.next()), "", "a file holds one job; this is a second document");
            }
            return first;
        } catch (MarkedYamlEngineException e) {
            issues.add(place(e.getProblemMark()), "", "not YAML: " + problem(e));
        } catch (YamlEngineException | StackOverflowError e) {
            issues.add(TOP, "", "not YAML that can be read");
        }
        return null;
    }

    private static String problem(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "it cannot be read" : e.getProblem();
        return problem.startsWith("mapping values are not allowed")
                ? "a ': ' within a text must be quoted, or a field stands too far in"
                : problem;
    }

    private @Nullable Yaml node(Node node, int depth) {
        Yaml.Text at = place(node);
        if (node.getAnchor().isPresent()) {
            issues.add(at, "", "anchors and aliases are not taken; write it out");
            return null;
        }
        if (depth > MAX_DEPTH) {
            issues.add(at, "", "nested too deep");
            return null;
        }
        if (!TAGS.contains(node.getTag())) {
            issues.add(at, "", "tags are not taken: " + node.getTag().getValue());
            return null;
        }
        return switch (node) {
            case ScalarNode scalar -> text(scalar, at);
            case SequenceNode sequence -> sequence(sequence, at, depth);
            case MappingNode mapping -> mapping(mapping, at, depth);
            default -> null;
        };
    }

    private static Yaml.Text text(ScalarNode scalar, Yaml.Text at) {
        boolean oneLine = scalar.getStartMark()
                .map(Mark::getLine)
                .equals(scalar.getEndMark().map(Mark::getLine));
        boolean quoted = scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                || scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
        int width = scalar.getEndMark().map(Mark::getColumn).orElse(0)
                - scalar.getStartMark().map(Mark::getColumn).orElse(0);
        boolean literal = oneLine && width == scalar.getValue().length() + (quoted ? 2 : 0);
        return new Yaml.Text(
                at.line(), at.column(), scalar.getValue(), scalar.isPlain(), literal ? quoted ? 1 : 0 : -1);
    }

    private Yaml.Sequence sequence(SequenceNode sequence, Yaml.Text at, int depth) {
        List<Yaml> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            Yaml read = node(item, depth + 1);
            if (read != null) {
                items.add(read);
            }
        }
        return new Yaml.Sequence(at.line(), at.column(), items);
    }

    private Yaml.Mapping mapping(MappingNode mapping, Yaml.Text at, int depth) {
        Map<String, Yaml.Text> seen = new HashMap<>();
        List<Yaml.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(node(tuple.getKeyNode(), depth + 1) instanceof Yaml.Text key)) {
                issues.add(place(tuple.getKeyNode()), "", "expected the name of a field");
                continue;
            }
            Yaml.Text before = seen.putIfAbsent(key.value(), key);
            if (before != null) {
                issues.add(key, key.value(), "given twice; it stands on line " + before.line() + " already");
                continue;
            }
            Yaml value = node(tuple.getValueNode(), depth + 1);
            if (value != null) {
                entries.add(new Yaml.Entry(key, value));
            }
        }
        return new Yaml.Mapping(at.line(), at.column(), entries);
    }

    private static Yaml.Text place(Node node) {
        return place(node.getStartMark());
    }

    private static Yaml.Text place(Optional<Mark> mark) {
        return mark.map(m -> new Yaml.Text(m.getLine() + 1, m.getColumn() + 1, "", true, 0))
                .orElse(TOP);
    }
}
