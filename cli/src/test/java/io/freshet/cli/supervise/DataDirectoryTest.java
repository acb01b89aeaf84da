package io.freshet.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void isDeletedWithAllItHolds() throws IOException {
        DataDirectory data = DataDirectory.at(folder.resolve("data"));
        data.create();
        Files.createDirectories(data.path().resolve("kafka/log"));
        Files.writeString(data.path().resolve("kafka/log/0.log"), "x");

        data.wipe();

        assertThat(data.path()).doesNotExist();
    }

    @Test
    void isNotDeletedWhenFreshetDidNotMakeIt() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(own.resolve("thesis.txt"), "x");

        assertThatThrownBy(() -> DataDirectory.at(own).wipe()).isInstanceOf(Failure.class);
        assertThat(own.resolve("thesis.txt")).exists();
    }

    @Test
    void isNotMadeWhereSomethingElseIs() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "x");

        assertThatThrownBy(() -> DataDirectory.at(folder).create())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--data");
    }

    @Test
    void isNotDeletedThroughALink() throws IOException {
        DataDirectory data = DataDirectory.at(folder.resolve("data"));
        data.create();
        Path link = Files.createSymbolicLink(folder.resolve("link"), data.path());

        assertThatThrownBy(() -> DataDirectory.at(link).wipe()).hasMessageContaining("is a link");
        assertThat(data.exists()).isTrue();
    }

    @Test
    void leavesAloneWhatALinkInsidePointsAt() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(own.resolve("thesis.txt"), "x");
        DataDirectory data = DataDirectory.at(folder.resolve("data"));
        data.create();
        Files.createSymbolicLink(data.path().resolve("link"), own);

        data.wipe();

        assertThat(data.path()).doesNotExist();
        assertThat(own.resolve("thesis.txt")).exists();
    }
}
