package io.freshet.gateway.intake.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All filters at once, level by level: a topic is looked up without a look at filters that have nothing in common with it, and without a
 * copy of any part of it. Immutable; any thread.
 */
final class FilterTree {
    private static final int NONE = Integer.MAX_VALUE;

    private final Node root = new Node();

    /** @param filters those declared first go first */
    FilterTree(List<Filter> filters) {
        for (int i = 0; i < filters.size(); i++) {
            add(filters.get(i), i);
        }
    }

    /** The index of the first filter that takes the topic; negative where none does, or it is no topic. */
    int first(String topic) {
        if (topic.isEmpty() || topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
            return -1;
        }
        int found = first(root, topic, 0, NONE);
        return found == NONE ? -1 : found;
    }

    /** @param from where the node's level begins; beyond the end where the topic has no more levels */
    private static int first(Node node, String topic, int from, int best) {
        boolean wildcards = from > 0 || topic.charAt(0) != '$';
        int found = wildcards ? Math.min(best, node.rest) : best;
        if (from > topic.length()) {
            return Math.min(found, node.here);
        }
        int slash = topic.indexOf('/', from);
        int to = slash < 0 ? topic.length() : slash;
        Node literal = node.literals.find(topic, from, to);
        if (literal != null) {
            found = first(literal, topic, to + 1, found);
        }
        return node.one != null && wildcards ? first(node.one, topic, to + 1, found) : found;
    }

    private void add(Filter filter, int index) {
        Node node = root;
        for (String level : filter.levels()) {
            node = level.equals(Filter.ONE) ? node.one() : node.literals.of(level);
        }
        if (filter.rest()) {
            node.rest = Math.min(node.rest, index);
        } else {
            node.here = Math.min(node.here, index);
        }
    }

    private static final class Node {
        final Literals literals = new Literals();

        @Nullable
        Node one;
        /** The first filter that ends here, and the first with {@code #} here. */
        int here = NONE;

        int rest = NONE;

        Node one() {
            Node there = one == null ? new Node() : one;
            one = there;
            return there;
        }
    }

    /** Nodes by the text of their level, found by a piece of a topic. Senders add nothing to it. */
    private static final class Literals {
        private @Nullable String[] texts = new String[2];
        private @Nullable Node[] nodes = new Node[2];
        private int size;

        @Nullable
        Node find(String topic, int from, int to) {
            if (size == 0) {
                return null;
            }
            int hash = 0;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + topic.charAt(i);
            }
            for (int at = slot(hash, texts.length); ; at = (at + 1) & (texts.length - 1)) {
                String text = texts[at];
                if (text == null) {
                    return null;
                }
                if (text.length() == to - from && text.regionMatches(0, topic, from, to - from)) {
                    return nodes[at];
                }
            }
        }

        Node of(String text) {
            Node there = find(text, 0, text.length());
            if (there != null) {
                return there;
            }
            if (2 * ++size > texts.length) {
                grow();
            }
            Node made = new Node();
            put(text, made);
            return made;
        }

        private void grow() {
            @Nullable String[] oldTexts = texts;
            @Nullable Node[] oldNodes = nodes;
            texts = new String[2 * oldTexts.length];
            nodes = new Node[texts.length];
            for (int i = 0; i < oldTexts.length; i++) {
                String text = oldTexts[i];
                Node node = oldNodes[i];
                if (text != null && node != null) {
                    put(text, node);
                }
            }
        }

        private void put(String text, Node node) {
            int at = slot(text.hashCode(), texts.length);
            while (texts[at] != null) {
                at = (at + 1) & (texts.length - 1);
            }
            texts[at] = text;
            nodes[at] = node;
        }

        private static int slot(int hash, int length) {
            return (hash ^ hash >>> 16) & (length - 1);
        }
    }
}
