package io.freshet.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.cli.Failure;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
    private static final long MIB = 1 << 20;
    private static final long MUCH = 100_000 * MIB;

    @TempDir
    Path folder;

    @Test
    void refusesToStartSevenPartsInHalfAGigabyte() {
        Room room = new Room(OptionalLong.of(512 * MIB), MUCH);

        assertThatThrownBy(() -> room.refuseIfTooLittle(7, data()))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "Too little memory: 7 parts need about 1,610 MiB, and 512 MiB are available. Close some programs,"
                                + " or start all the same with --tight.");
    }

    @Test
    void startsOneDeadPartAgainWhereSevenWouldNotFit() {
        Room room = new Room(OptionalLong.of(512 * MIB), MUCH);

        assertThatCode(() -> room.refuseIfTooLittle(1, data())).doesNotThrowAnyException();
    }

    @Test
    void refusesToStartOnAFullDisk() {
        Room room = new Room(OptionalLong.of(MUCH), 300 * MIB);

        assertThatThrownBy(() -> room.refuseIfTooLittle(7, data()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Too little disk: " + folder + " has 300 MiB left")
                .hasMessageContaining("--data DIR");
    }

    @Test
    void goesByTheDiskAloneWhereTheSystemDoesNotSayWhatMemoryThereIs() {
        assertThatCode(() -> new Room(OptionalLong.empty(), MUCH).refuseIfTooLittle(7, data()))
                .doesNotThrowAnyException();
    }

    @Test
    void findsOutWhatThereIs() {
        assertThat(Room.on(data()).disk()).isPositive();
    }

    private DataDirectory data() {
        return DataDirectory.at(folder);
    }
}
