package io.freshet.proving;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One property of a service's configuration, as the interface that maps it declares it.
 *
 * @param name with its prefix
 * @param standard the default, as written, maybe the name of a constant; empty if there is none
 * @param type as the source has it
 * @param about its Javadoc, as Markdown; empty if it has none
 */
record Setting(String name, Optional<String> standard, String type, String about) {

    /** Those of a source file with one mapping in it, in its order. */
    static List<Setting> of(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            CompilationUnitTree unit = task.parse().iterator().next();
            ClassTree mapping = (ClassTree) unit.getTypeDecls().getFirst();
            List<Setting> found = new ArrayList<>();
            new Reader(unit, DocTrees.instance(task), found)
                    .read(
                            new TreePath(new TreePath(unit), mapping),
                            value(mapping.getModifiers().getAnnotations(), "ConfigMapping")
                                    .orElseThrow());
            return found;
        }
    }

    private record Reader(CompilationUnitTree unit, DocTrees docs, List<Setting> found) {
        void read(TreePath group, String prefix) {
            ClassTree declared = (ClassTree) group.getLeaf();
            for (Tree member : declared.getMembers()) {
                if (member instanceof MethodTree method && method.getBody() == null) {
                    List<? extends AnnotationTree> annotations =
                            method.getModifiers().getAnnotations();
                    String name = prefix + "."
                            + value(annotations, "WithName")
                                    .orElseGet(() -> kebab(method.getName().toString()));
                    String type = method.getReturnType().toString();
                    String inner = type.replaceAll("Map<String, (\\w+)>", "$1");
                    Optional<ClassTree> nested = nested(declared, inner);
                    if (nested.isPresent()) {
                        read(new TreePath(group, nested.get()), inner.equals(type) ? name : name + ".<name>");
                    } else {
                        found.add(new Setting(
                                name, value(annotations, "WithDefault"), type, about(new TreePath(group, method))));
                    }
                }
            }
        }

        private String about(TreePath method) {
            DocCommentTree comment = docs.getDocCommentTree(method);
            if (comment == null) {
                return "";
            }
            return comment.getFullBody().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining())
                    .replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
                    .replaceAll("\\s+", " ")
                    .replace("|", "\\|")
                    .strip();
        }
    }

    private static Optional<ClassTree> nested(ClassTree declared, String type) {
        return declared.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .filter(each -> each.getKind() == Tree.Kind.INTERFACE
                        && each.getSimpleName().contentEquals(type))
                .findFirst();
    }

    private static Optional<String> value(List<? extends AnnotationTree> annotations, String name) {
        return annotations.stream()
                .filter(each -> each.getAnnotationType().toString().equals(name))
                .map(each -> each.getArguments().getFirst())
                .map(Setting::literal)
                .findFirst();
    }

    private static String literal(ExpressionTree argument) {
        ExpressionTree value = argument instanceof AssignmentTree named ? named.getExpression() : argument;
        return value instanceof LiteralTree text ? String.valueOf(text.getValue()) : value.toString();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
