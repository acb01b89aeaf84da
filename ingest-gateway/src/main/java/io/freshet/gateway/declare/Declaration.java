package io.freshet.gateway.declare;

import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** YAML, of which only mappings, sequences and scalars are used; nothing in it can make an object. */
public final class Declaration {
    /** Longer files are refused: tens of thousands of keys fit in. */
    public static final int LONGEST = 8 << 20;

    private static final int DEEPEST = 10;

    private Declaration() {}

    /** @param file stands in messages */
    public static Section read(String file, String text) throws DeclarationException {
        return new Section(file, "", compose(file, text));
    }

    private static Node compose(String file, String text) throws DeclarationException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        try {
            Node node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new DeclarationException(file, 1, "", "The file is empty");
            }
            return node;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new DeclarationException(file, mark == null ? 1 : mark.getLine() + 1, "", "This is no YAML");
        } catch (YAMLException e) {
            throw new DeclarationException(file, 1, "", "This is no YAML");
        }
    }
}
