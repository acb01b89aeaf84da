package io.freshet.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventIdsTest {

    @Test
    void areTheSameForTheSameFileAndMapping(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "a,b\n1,2\n");
        Path copy = Files.writeString(folder.resolve("copy.csv"), "a,b\n1,2\n");

        assertThat(EventIds.ofFile(one, "m").of(7))
                .isEqualTo(EventIds.ofFile(copy, "m").of(7));
        assertThat(EventIds.ofFile(one, "m").of(7)).matches("[0-9a-f]{16}/7");
    }

    @Test
    void differForAnotherFileAnotherMappingAndAnotherRow(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "a,b\n1,2\n");
        Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,3\n");

        assertThat(EventIds.ofFile(one, "m").of(1))
                .isNotEqualTo(EventIds.ofFile(other, "m").of(1))
                .isNotEqualTo(EventIds.ofFile(one, "n").of(1))
                .isNotEqualTo(EventIds.ofFile(one, "m").of(2));
    }
}
