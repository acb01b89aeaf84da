package io.freshet.processor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.freshet.processor.declare.ShippedJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theJobsOfAFolderStandBesideTheShippedOnesAndMayTakeTheirPlace() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "name: mine\n");
        Files.writeString(folder.resolve("b.yml"), "name: fraud-alerts\n");
        Files.writeString(folder.resolve("broken.yaml"), "name: [\n");
        Files.writeString(folder.resolve("notes.txt"), "name: other\n");
        assertThat(found())
                .extracting(DeclaredFile::job)
                .startsWith("mine", "fraud-alerts", "broken")
                .containsAll(ShippedJobs.DEFAULTS)
                .doesNotHaveDuplicates()
                .hasSize(2 + ShippedJobs.DEFAULTS.size());
    }

    @Test
    void twoFilesMayNotDeclareOneJob() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "name: mine\n");
        Files.writeString(folder.resolve("b.yaml"), "name: mine\n");
        assertThatIllegalStateException()
                .isThrownBy(this::found)
                .withMessageContaining("b.yaml: name: there is a job mine in ")
                .withMessageContaining("a.yaml already");
    }

    private List<DeclaredFile> found() {
        return JobFiles.find(Optional.of(folder), ShippedJobs.DEFAULTS);
    }
}
