package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.ShippedJobs;
import io.freshet.processor.declare.TestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What every shipped job makes of {@code golden-jobs/NAME.in}: {@code golden-jobs/NAME.out}, by its real topology.
 * {@code -Dfreshet.golden.write=true} writes what comes out now, to be read before it is committed.
 */
class ShippedJobsGoldenTest {
    static final List<String> NAMES = ShippedJobs.NAMES;

    private static final Path FOLDER =
            Path.of(System.getProperty("freshet.home"), "stream-processor/src/test/resources/golden-jobs");

    @TempDir
    private Path state = Path.of("");

    @ParameterizedTest
    @FieldSource("NAMES")
    void aShippedJobMakesOfItsEventsWhatItPromises(String name) throws IOException {
        try (JobDriver job = new JobDriver(TestJobs.shipped(name), state)) {
            Files.readAllLines(FOLDER.resolve(name + ".in")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(job::run);
            List<String> written = job.written();
            Path golden = FOLDER.resolve(name + ".out");
            if (Boolean.getBoolean("freshet.golden.write")) {
                Files.write(golden, written);
            }
            assertThat(written).isEqualTo(Files.readAllLines(golden));
        }
    }
}
