package io.freshet.processor.declare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of every kind of mistake: {@code wrong-jobs/NAME.yaml} and, beside it, the messages in {@code NAME.txt}. */
class WrongJobsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("freshet.home"), "stream-processor/src/test/resources/wrong-jobs");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aMistakeIsNamedByPlaceAndByWhatWasExpected(String name) throws IOException {
        String yaml = Files.readString(FOLDER.resolve(name + ".yaml"));
        assertThat(JobFile.read(yaml, TestJobs.types())).isInstanceOfSatisfying(JobFile.Outcome.Wrong.class, wrong -> {
            String said = lines(name, wrong.issues());
            writeWhereAsked(name, said);
            assertThat(said).isEqualTo(expected(name));
        });
    }

    @Test
    void everyKindOfMistakeHasAFile() throws IOException {
        assertThat(names()).hasSizeGreaterThan(90);
    }

    private static String lines(String name, List<Issue> issues) {
        return String.join(
                "",
                issues.stream().map(issue -> issue.in(name + ".yaml") + "\n").toList());
    }

    private static String expected(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".txt"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code -Dfreshet.golden.write=true} writes what is said now, to be read before it is committed. */
    private static void writeWhereAsked(String name, String said) {
        if (Boolean.getBoolean("freshet.golden.write")) {
            try {
                Files.writeString(FOLDER.resolve(name + ".txt"), said);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
