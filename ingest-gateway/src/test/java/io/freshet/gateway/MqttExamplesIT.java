package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.PartPort;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The examples in Java of the guide to MQTT are compiled and run as they stand there, and their events are stored. */
final class MqttExamplesIT {
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```java\\n(.*?^class (\\w+) .*?)^```$");
    private static final String WRITTEN = "1883";

    @Test
    void examplesInJavaCompileAndTheirEventsAreStored() throws Exception {
        int port = PartPort.free("mqtt").number();
        List<String> ran = new ArrayList<>();
        try (GatewayProcess gateway =
                GatewayProcess.start(Map.of("freshet.gateway.mqtt.port", Integer.toString(port)))) {
            assertThat(gateway.isReady()).isTrue();
            Matcher example =
                    EXAMPLE.matcher(Files.readString(FreshetHome.locate().resolve("docs/ingest-mqtt.md")));
            while (example.find()) {
                run(example.group(2), example.group(1).replace(WRITTEN, Integer.toString(port)));
                ran.add(example.group(2));
            }
        }
        assertThat(ran).containsExactly("HiveMqExample", "PahoExample");
        assertThat(Topics.withKey("user-activity", "u-hivemq")).hasSize(1);
        assertThat(Topics.withKey("user-activity", "u-paho")).hasSize(1);
    }

    private static void run(String name, String source) throws Exception {
        Path folder = Stack.get().newDirectory("example");
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(code).as(said.toString(UTF_8)).isZero();
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method main = classes.loadClass(name).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        }
    }
}
