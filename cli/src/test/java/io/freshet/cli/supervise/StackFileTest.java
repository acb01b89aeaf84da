package io.freshet.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
    private DataDirectory data = DataDirectory.at(Path.of(""));

    @BeforeEach
    void create(@TempDir Path folder) {
        data = DataDirectory.at(folder.resolve("data"));
        data.create();
    }

    @Test
    void remembersEveryPortAndTheFolderOfJobs() {
        Layout layout = new Layout(Ports.shifted(123), Optional.of(Path.of("/some/jobs")));

        new StackFile(data).write(layout);

        assertThat(new StackFile(data).read()).contains(layout);
    }

    @Test
    void isEmptyBeforeUpAndAfterDown() {
        StackFile file = new StackFile(data);
        assertThat(file.read()).isEmpty();

        file.write(Layout.usual());
        file.delete();

        assertThat(file.read()).isEmpty();
    }

    @Test
    void saysSoWhenItIsDamaged() throws IOException {
        Files.writeString(data.path().resolve("stack.json"), "{\"version\":1,");

        assertThatThrownBy(() -> new StackFile(data).read())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("stack.json");
    }

    @Test
    void isGuardedAgainstASecondCommand() {
        StackLock.during(
                data,
                () -> assertThatThrownBy(() -> StackLock.take(data))
                        .hasMessageContaining("is at work on " + data.path()));

        StackLock.take(data).close();
    }
}
