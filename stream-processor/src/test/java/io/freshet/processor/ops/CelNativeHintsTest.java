package io.freshet.processor.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.expr.v1alpha1.Expr;
import com.google.protobuf.Message;
import com.google.protobuf.ProtocolMessageEnum;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * CEL's messages are read by reflection, which a native image must be told. The list is made from the libraries themselves:
 * {@code -Dfreshet.golden.write=true} writes it, and without it this test fails when a new version brings others.
 */
class CelNativeHintsTest {
    private static final Path LIST = Path.of(
            System.getProperty("freshet.home"),
            "stream-processor/src/main/resources/META-INF/native-image/io.freshet/stream-processor/reflect-config.json");

    @Test
    void everyGeneratedMessageBuilderAndEnumIsRegistered() throws Exception {
        TreeSet<String> classes = new TreeSet<>();
        classes.addAll(generated(Expr.class));
        classes.addAll(generated(Message.class));
        assertThat(classes).hasSizeGreaterThan(250);
        String wanted = json(classes);
        if (Boolean.getBoolean("freshet.golden.write")) {
            Files.createDirectories(LIST.getParent());
            Files.writeString(LIST, wanted);
        }
        assertThat(Files.readString(LIST)).isEqualTo(wanted);
    }

    private static String json(Set<String> classes) {
        List<String> entries = classes.stream()
                .map(
                        name -> "  {\"name\": \"" + name
                                + "\", \"allDeclaredConstructors\": true, \"allPublicMethods\": true, \"allDeclaredFields\": true}")
                .toList();
        return "[\n" + String.join(",\n", entries) + "\n]\n";
    }

    private static List<String> generated(Class<?> of) throws IOException, URISyntaxException {
        Path jar =
                Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(CelNativeHintsTest::isGenerated)
                    .toList();
        }
    }

    private static boolean isGenerated(String name) {
        try {
            Class<?> type = Class.forName(name, false, CelNativeHintsTest.class.getClassLoader());
            boolean message = Message.class.isAssignableFrom(type) || Message.Builder.class.isAssignableFrom(type);
            return !type.isInterface() && (message || ProtocolMessageEnum.class.isAssignableFrom(type));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
