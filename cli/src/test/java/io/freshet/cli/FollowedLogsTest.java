package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing runs here, so that following ends after one look. */
class FollowedLogsTest {
    @TempDir
    private Path folder;

    private PartSpec part(String name) throws IOException {
        PartSpec part = new PartSpec(
                name, List.of("java"), Map.of(), List.of(), folder.resolve(name), List.of(), Map.of(), () -> false);
        Files.createDirectories(part.log().getParent());
        Files.writeString(part.log(), "old " + name + "\n");
        return part;
    }

    private static String followed(FollowedLogs logs) throws Exception {
        StringWriter out = new StringWriter();
        logs.follow(new PrintWriter(out));
        return out.toString();
    }

    private static void add(PartSpec part, String text) throws IOException {
        Files.writeString(part.log(), text, StandardOpenOption.APPEND);
    }

    @Test
    void onlyWholeLinesThatWereAddedAreShown() throws Exception {
        PartSpec kafka = part("kafka");
        FollowedLogs logs = FollowedLogs.fromNow(List.of(kafka));

        add(kafka, "one\ntwo\nhal");
        assertThat(followed(logs)).isEqualTo("one\ntwo\n");
        add(kafka, "f\n");
        assertThat(followed(logs)).isEqualTo("half\n");
        assertThat(followed(logs)).isEmpty();
    }

    @Test
    void linesOfAnotherLogAreHeadedByItsName() throws Exception {
        PartSpec kafka = part("kafka");
        PartSpec relay = part("relay");
        FollowedLogs logs = FollowedLogs.fromNow(List.of(kafka, relay));

        add(kafka, "a\n");
        add(relay, "b\n");

        assertThat(followed(logs)).isEqualTo("==> %s%na\n==> %s%nb\n".formatted(kafka.log(), relay.log()));
    }

    @Test
    void aLogThatIsBegunAnewIsReadFromItsBeginning() throws Exception {
        PartSpec kafka = part("kafka");
        FollowedLogs logs = FollowedLogs.fromNow(List.of(kafka));

        Files.writeString(kafka.log(), "new\n");

        assertThat(followed(logs)).isEqualTo("new\n");
    }
}
