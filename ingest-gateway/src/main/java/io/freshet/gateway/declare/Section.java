package io.freshet.gateway.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A part of a declaration, which knows where it stands and what of it was asked for. One thread. */
public final class Section {
    private final String file;
    private final String path;
    private final Node node;
    private final Map<String, Node> unread = new LinkedHashMap<>();
    private final Map<String, Node> all = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    Section(String file, String path, Node node) throws DeclarationException {
        this.file = file;
        this.path = path;
        this.node = node;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple each : mapping.getValue()) {
                String name = each.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
                if (all.put(name, each.getValueNode()) != null) {
                    throw at(each.getKeyNode(), name, "is there twice");
                }
            }
            unread.putAll(all);
        }
    }

    /** The text of a field; null where it is not there. */
    public @Nullable String text(String field) throws DeclarationException {
        Node found = take(field);
        return found == null ? null : scalar(field, found);
    }

    /** One text or a list of them; empty where the field is not there. */
    public List<String> texts(String field) throws DeclarationException {
        Node found = take(field);
        List<String> texts = new ArrayList<>();
        if (found instanceof SequenceNode list) {
            for (Node each : list.getValue()) {
                texts.add(scalar(field, each));
            }
        } else if (found != null) {
            texts.add(scalar(field, found));
        }
        return texts;
    }

    /** A mapping or a list below this one; null where it is not there. */
    public @Nullable Section child(String field) throws DeclarationException {
        if (!(node instanceof MappingNode)) {
            throw at(node, "", "should be a mapping, with lines such as 'name: …'");
        }
        Node found = take(field);
        return found == null ? null : new Section(file, pathOf(field), found);
    }

    public List<Section> elements() throws DeclarationException {
        if (!(node instanceof SequenceNode list)) {
            throw at(node, "", "should be a list, with lines that begin with '- '");
        }
        List<Section> elements = new ArrayList<>();
        for (Node each : list.getValue()) {
            if (!(each instanceof MappingNode)) {
                throw at(each, "", "should be a mapping, with lines such as 'name: …'");
            }
            elements.add(new Section(file, path + "[" + elements.size() + "]", each));
        }
        return elements;
    }

    /** Refuses what nobody asked for: a misspelt limit is no limit. */
    public void refuseOthers() throws DeclarationException {
        if (!(node instanceof MappingNode)) {
            throw at(node, "", "should be a mapping, with lines such as 'name: …'");
        }
        for (Map.Entry<String, Node> each : unread.entrySet()) {
            throw at(each.getValue(), each.getKey(), "is not known here; known are " + String.join(", ", asked));
        }
    }

    public DeclarationException wrong(String field, String problem) {
        return at(all.getOrDefault(field, node), field, problem);
    }

    private @Nullable Node take(String field) {
        asked.add(field);
        return unread.remove(field);
    }

    private String scalar(String field, Node found) throws DeclarationException {
        if (found instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        throw at(found, field, "should be one value, and not an empty one");
    }

    private String pathOf(String field) {
        return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
    }

    private DeclarationException at(Node where, String field, String problem) {
        return new DeclarationException(file, where.getStartMark().getLine() + 1, pathOf(field), problem);
    }
}
