package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "status", "logs", "send", "demo", "sql", "schema", "replay", "completion"})
    void everyCommandExplainsItselfWithExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: freshet " + command).contains("Examples");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xyzzy", "send", "sql", "schema", "up --port gateway=many"})
    void wrongUsageIsTwo(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: freshet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql SELECT", "logs", "schema list", "replay --topic t --prefix p"})
    void saysHowToStartWhenNothingRuns(String line) {
        String[] arguments = (line + " --data " + folder.resolve("data")).split(" ", -1);

        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString()).contains("Nothing runs on").contains("./freshet up");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"replay --topic t", "replay --into-table again", "replay --topic t --prefix p --into-table again"
            })
    void replayWantsATopicAndOnePlace(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Again", "1st", "a-b", "a.b", "a;drop"})
    void replayRefusesWhatIsNoNameOfATable(String table) {
        assertThat(run("replay", "--topic", "t", "--into-table", table)).isEqualTo(1);
        assertThat(err.toString()).contains("small letters, digits and _").contains(table);
    }

    @Test
    void refusesADemoThatCannotBe() {
        assertThat(run("demo", "--rate", "0", "--data", folder.resolve("data").toString()))
                .isEqualTo(1);
        assertThat(run(
                        "up",
                        "--demo",
                        "--rate",
                        "-1",
                        "--data",
                        folder.resolve("data").toString()))
                .isEqualTo(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void completesCommandsInBash() throws Exception {
        assertThat(run("completion")).isZero();
        Path script = folder.resolve("completion");
        Files.writeString(script, out.toString());

        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script
                                + "; COMP_WORDS=(freshet st); COMP_CWORD=1; _complete_freshet; echo ${COMPREPLY[@]}")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("status");
    }

    @Test
    void statusOfNothingIsNotReady() {
        assertThat(run("status", "--data", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("Nothing runs on");
    }

    @Test
    void downOfNothingIsDone() {
        assertThat(run("down", "--data", folder.resolve("data").toString())).isZero();
        assertThat(out.toString()).contains("Nothing was running");
    }

    @Test
    void wipesNothingThatFreshetDidNotMake() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "x");

        assertThat(run("down", "--wipe", "--data", folder.toString())).isEqualTo(1);
        assertThat(folder.resolve("thesis.txt")).exists();
    }

    @Test
    void namesThePortsThatThereAre() {
        assertThat(run(
                        "up",
                        "--port",
                        "gate=1",
                        "--data",
                        folder.resolve("data").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no port 'gate'").contains("kafka-controller");
    }

    @Test
    void refusesASchemaFileThatIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("thing.avsc"), "{\"type\":\"recor\"}");

        assertThat(run("schema", "add", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("thing.avsc is no Avro schema");
    }

    @Test
    void namesEveryProblemOfAType() throws Exception {
        Path file = Files.writeString(folder.resolve("Thing.avsc"), """
                {"type":"record","name":"T","freshet.ingest":true,"freshet.key":"nobody","fields":[]}""");

        assertThat(run("schema", "add", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("is no event type")
                .contains("a type name is")
                .contains("nobody");
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
