package io.freshet.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.ShippedJobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JobsMainTest {
    static final List<String> SHIPPED = ShippedJobs.NAMES;

    private static final Path HOME = Path.of(System.getProperty("freshet.home"));
    private static final Path GOLDEN = HOME.resolve("stream-processor/src/test/resources/explained-jobs");
    private static final String DEVICES = HOME.resolve("examples/devices.avsc").toString();
    private static final String TOTALS = """
            name: totals
            from: order-events
            group: { by: [customer_id] }
            window: { tumbling: 1h }
            measures: { total: sum(order_total) }
            """;
    private static final String OF_TOTALS = """
            name: largest-totals
            from: totals
            group: { by: [customer_id] }
            window: { tumbling: 1d }
            measures: { largest: max(total) }
            """;

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void forget() {
        out.reset();
        err.reset();
    }

    @Test
    void aRightFileIsSaidToBeRight() throws IOException {
        String file = file("a.yaml", TOTALS);
        assertThat(run("check", file)).isZero();
        assertThat(text(out)).isEqualTo(file + ": the job totals is right; it writes totals\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void everyMistakeOfEveryFileIsALine() throws IOException {
        String one =
                file("a.yaml", TOTALS.replace("customer_id", "custommer_id").replace("1h", "1 hour"));
        String other = file("b.yaml", TOTALS.replace("sum(", "summ("));
        String missing = folder.resolve("c.yaml").toString();
        assertThat(run("check", one, other, missing)).isEqualTo(1);
        assertThat(text(err).lines())
                .containsExactly(
                        missing + ": there is no such file",
                        one + ":3:15: group.by: there is no field custommer_id; did you mean 'customer_id'?",
                        one + ":4:21: window.tumbling: expected a duration such as 250ms, 30s, 5m, 1h30m or 7d, not"
                                + " '1 hour'",
                        other + ":5:20: measures.total: there is no measure summ(); did you mean 'sum'?");
    }

    @Test
    void aJobMayReadWhatAnotherOneWritesWhicheverComesFirst() throws IOException {
        assertThat(run("check", file("b.yaml", OF_TOTALS), file("a.yaml", TOTALS)))
                .isZero();
        forget();
        assertThat(run("check", file("b.yaml", OF_TOTALS))).isEqualTo(1);
        assertThat(text(err)).contains("b.yaml:2:7: from: there is no event type totals");
    }

    @Test
    void twoJobsOfOneNameOrOneTargetAreRefused() throws IOException {
        String one = file("a.yaml", TOTALS);
        assertThat(run("check", one, file("b.yaml", TOTALS))).isEqualTo(1);
        assertThat(text(err)).contains("b.yaml:1:1: name: there is a job totals in " + one + " already");
        forget();
        String other = file("c.yaml", TOTALS.replace("name: totals", "name: others") + "into: totals\n");
        assertThat(run("check", one, other)).isEqualTo(1);
        assertThat(text(err)).contains("c.yaml:").contains("writes totals");
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat(70_000));
        assertThat(run("check", bytes.toString(), large.toString())).isEqualTo(1);
        assertThat(text(err)).contains("the file is not UTF-8").contains("at most 65536 bytes");
    }

    @Test
    void wrongUsageHasACodeOfItsOwn() {
        assertThat(run("verify")).isEqualTo(2);
        assertThat(run("check", "--schema")).isEqualTo(2);
        assertThat(run("check", "--what", "x")).isEqualTo(2);
    }

    /** What {@code explain} says; {@code -Dfreshet.golden.write=true} writes it. */
    @ParameterizedTest
    @FieldSource("SHIPPED")
    void explainsWhatAShippedJobDoesAndKeeps(String name) throws IOException {
        String file = file(name + ".yaml", ShippedJobs.text(name));
        assertThat(run("explain", "--schema", DEVICES, file)).isZero();
        Path golden = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("freshet.golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, text(out));
        }
        assertThat(text(out)).isEqualTo(Files.readString(golden));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... arguments) {
        return new JobsMain(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
