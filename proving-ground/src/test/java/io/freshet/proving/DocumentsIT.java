package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.supervise.PortName;
import io.freshet.local.mqtt.MosquittoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shell and SQL example of the README and of the guides does what its document says, read from top to bottom on a stack of its own.
 */
@Order(9)
class DocumentsIT {
    private static final Duration ARRIVES = Duration.ofSeconds(60);
    private static final long PATIENCE_SECONDS = 120;
    private static final String DOCUMENTED = "127.0.0.1:8080";
    private static final Pattern STATUS = Pattern.compile("answered (\\d+)");
    private static final Pattern FAILED = Pattern.compile("failed (\\d+) ");

    private static RunningFreshet freshet;

    @BeforeAll
    static void start() {
        freshet = RunningFreshet.anew("documents");
    }

    @AfterAll
    static void stop() {
        freshet.close();
    }

    static List<String> documents() throws IOException {
        try (Stream<Path> guides = Files.list(Command.home().resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md"),
                            guides.map(guide -> "docs/" + guide.getFileName())
                                    .filter(name -> name.endsWith(".md"))
                                    .sorted())
                    .filter(name -> !Example.of(Command.home().resolve(name)).isEmpty())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyExampleDoesWhatItsDocumentSays(String document) throws Exception {
        List<Example> examples = Example.of(Command.home().resolve(document));
        Path folder = folder(document);
        for (Example example : examples) {
            if (example.file().isPresent()) {
                Files.writeString(folder.resolve(example.file().get()), example.text() + "\n");
            }
        }
        for (Example example : examples) {
            if (example.file().isEmpty()) {
                check(document, example, folder);
            }
        }
    }

    @Test
    void anExampleThatSaysSomethingElseIsNoticed() throws Exception {
        Path folder = folder("wrong");
        Example right = Example.of(List.of(
                        "```sh",
                        "./freshet sql 'SELECT 41 + 1 AS answer' --format csv",
                        "```",
                        "```",
                        "answer 42",
                        "```"))
                .getFirst();
        Example wrong = Example.of(List.of(
                        "```sh",
                        "./freshet sql 'SELECT 41 + 1 AS answer' --format csv",
                        "```",
                        "```",
                        "answer 43",
                        "```"))
                .getFirst();
        Example refused = Example.of(List.of("```sh", "curl http://127.0.0.1:8080/v1/events/nothing -d '{}'", "```"))
                .getFirst();

        assertThat(run(right, folder).faultOf(right)).isEmpty();
        assertThat(run(wrong, folder).faultOf(wrong)).contains("prints something else");
        assertThat(run(refused, folder).faultOf(refused)).contains("404");
    }

    private static void check(String document, Example example, Path folder) throws IOException, InterruptedException {
        long end = System.nanoTime() + ARRIVES.toNanos();
        Ran ran = run(example, folder);
        while (example.asks() && !ran.faultOf(example).isEmpty() && System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(1);
            ran = run(example, folder);
        }
        assertThat(ran.faultOf(example))
                .as(
                        "%s:%d%n%s%n--- printed%n%s%n--- said%n%s",
                        document, example.line(), example.text(), ran.printed(), ran.said())
                .isEmpty();
    }

    /** What a script printed, and what it said on the way (standard error, and the ends of its commands). */
    private record Ran(String printed, String said) {
        /** What is wrong with it; empty if nothing is. */
        String faultOf(Example example) {
            List<Integer> failed = FAILED.matcher(said)
                    .results()
                    .map(m -> Integer.valueOf(m.group(1)))
                    .toList();
            if (!failed.equals(example.exits() == 0 ? List.of() : List.of(example.exits()))) {
                return "exit codes other than 0: " + failed;
            }
            if (!example.isPrintedAs(printed)) {
                return "it prints something else than the document shows";
            }
            List<String> refused = STATUS.matcher(said)
                    .results()
                    .map(m -> m.group(1))
                    .filter(status -> !status.startsWith("2"))
                    .toList();
            return example.output().isEmpty() && !refused.isEmpty() ? "answered with " + refused : "";
        }
    }

    private static Ran run(Example example, Path folder) throws IOException, InterruptedException {
        String here = "127.0.0.1:" + freshet.port(PortName.GATEWAY);
        ProcessBuilder publisher = MosquittoClient.publish();
        Path printed = folder.resolve("printed.txt");
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "trap 'echo \"failed $? $BASH_COMMAND\" >&2' ERR\n"
                                + "curl() { command curl --silent --show-error --write-out '%{stderr}answered %{http_code}\\n' \"$@\"; }\n"
                                + "mosquitto_pub() { LD_LIBRARY_PATH=%s %s \"$@\"; }\n"
                                        .formatted(
                                                publisher.environment().getOrDefault("LD_LIBRARY_PATH", ""),
                                                publisher.command().getFirst())
                                + example.text()
                                        .replace(DOCUMENTED, here)
                                        .replace("-p 1883", "-p " + freshet.port(PortName.MQTT)))
                .directory(folder.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(said.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("does not end: " + example.text() + "\n" + Files.readString(said));
        }
        return new Ran(
                Files.readString(printed).replace(here, DOCUMENTED),
                Files.readString(said).replace(here, DOCUMENTED));
    }

    /** A folder that looks like a checkout: the command, with the options of this stack, and the examples. */
    private static Path folder(String document) throws IOException {
        Path folder = Command.home().resolve("proving-ground/target/documents").resolve(document);
        clear(folder);
        Files.createDirectories(folder);
        Path program = folder.resolve("freshet");
        Files.writeString(program, """
                #!/usr/bin/env bash
                export FRESHET_DATA=%s
                case ${1:-} in
                  up) exec %s "${@:2}" ;;
                  *) exec %s "$@" ;;
                esac
                """.formatted(
                shell(List.of(freshet.data().toString())), shell(freshet.upCommand()), shell(Command.commandLine())));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path examples = folder.resolve("examples");
        Files.createSymbolicLink(examples, Command.home().resolve("examples"));
        return folder;
    }

    /** What an earlier run has left; links are not followed. */
    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static String shell(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
