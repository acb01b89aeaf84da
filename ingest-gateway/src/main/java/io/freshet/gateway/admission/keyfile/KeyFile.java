package io.freshet.gateway.admission.keyfile;

import io.freshet.gateway.admission.KeyEntry;
import io.freshet.gateway.admission.KeyRing;
import io.github.bucket4j.TimeMeter;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** A file of keys: YAML, of which only mappings, sequences and scalars are used; nothing in it can make an object. */
public final class KeyFile {
    /** Longer files are refused: tens of thousands of keys fit in. */
    public static final int LONGEST = 8 << 20;

    private static final int DEEPEST = 10;

    private final String name;

    /** @param name stands in messages */
    public KeyFile(String name) {
        this.name = name;
    }

    /**
     * The keys of a text.
     *
     * @param before whose quotas go on; null for none
     */
    public KeyRing read(String text, @Nullable KeyRing before, TimeMeter clock) throws KeyFileException {
        Section root = new Section(name, "", compose(text));
        Section keys = root.child("keys");
        root.refuseOthers();
        if (keys == null) {
            throw root.wrong("keys", "is missing; it is the list of keys");
        }
        List<KeyEntry> entries = new ArrayList<>();
        for (Section each : keys.elements()) {
            entries.add(new EntryReader(each).read());
        }
        if (entries.isEmpty()) {
            throw keys.wrong("", "is empty: nobody could send");
        }
        try {
            return new KeyRing(entries, before, clock);
        } catch (IllegalArgumentException e) {
            throw keys.wrong("", "do not fit together. " + e.getMessage());
        }
    }

    private Node compose(String text) throws KeyFileException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        try {
            Node node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new KeyFileException(name, 1, "", "The file is empty");
            }
            return node;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new KeyFileException(name, mark == null ? 1 : mark.getLine() + 1, "", "This is no YAML");
        } catch (YAMLException e) {
            throw new KeyFileException(name, 1, "", "This is no YAML");
        }
    }
}
