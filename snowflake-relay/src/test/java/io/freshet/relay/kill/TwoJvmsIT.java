package io.freshet.relay.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.encode.Codec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a range becomes depends on its records and on nothing of the machine. */
@Timeout(300)
class TwoJvmsIT {
    @TempDir
    Path directory;

    @Test
    void twoJvmsMakeTheSameBytesOfTheSameRange() throws Exception {
        try (World world = new World(directory)) {
            String id = world.createTopic("same", 1);
            world.produce("same", 1, 20_000);
            for (Codec codec : Codec.values()) {
                byte[] one =
                        encoded(world, id, codec, List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
                byte[] two = encoded(
                        world,
                        id,
                        codec,
                        List.of(
                                "-Xmx512m",
                                "-Duser.timezone=Asia/Kathmandu",
                                "-Duser.language=tr",
                                "-Duser.country=TR",
                                "-Dfile.encoding=ISO-8859-1",
                                "-Dline.separator=\r\n"));
                assertThat(one).as(codec.label()).isNotEmpty().isEqualTo(two);
            }
        }
    }

    private byte[] encoded(World world, String topicId, Codec codec, List<String> flags) throws Exception {
        Path file = directory.resolve(codec.label());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                EncodedRange.class.getName(),
                world.kafka.bootstrapServers(),
                "same",
                topicId,
                "0",
                "17",
                "19000",
                file.toString(),
                codec.name()));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).isZero();
        return Files.readAllBytes(file);
    }
}
