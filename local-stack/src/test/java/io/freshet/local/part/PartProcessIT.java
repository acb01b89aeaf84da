package io.freshet.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartProcessIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private final int port = PartPort.free("wait").number();

    private PartSpec waiting() {
        return Specs.waiting(data.resolve("waiting"), port);
    }

    @AfterEach
    void killWhatRuns() {
        PartProcess.running(waiting()).ifPresent(PartProcess::kill);
    }

    @Test
    void endsAPartThatIsAsked() {
        PartProcess part = PartProcess.startTethered(waiting()).awaitReady(BOUND);
        assertThat(PartProcess.running(waiting()))
                .hasValueSatisfying(found -> assertThat(found.pid()).isEqualTo(part.pid()));
        part.stop(BOUND);

        assertThat(part.isAlive()).isFalse();
        assertThat(PartProcess.running(waiting())).isEmpty();
    }

    @Test
    void leavesADetachedPartRunningWhenItsStarterIsGone() {
        PartProcess starter = PartProcess.startTethered(
                Specs.starter(data.resolve("starter"), "detached", waiting().dataDirectory(), port));
        await().atMost(BOUND).until(() -> !starter.isAlive());

        assertThat(PartProcess.running(waiting())).hasValueSatisfying(part -> {
            part.awaitReady(BOUND).stop(BOUND);
            assertThat(part.isAlive()).isFalse();
        });
    }

    @Test
    void takesATetheredPartAlongWhenItsStarterIsKilled() {
        PartProcess starter = PartProcess.startTethered(
                Specs.starter(data.resolve("starter"), "tethered", waiting().dataDirectory(), port));
        await().atMost(BOUND)
                .until(() -> PartProcess.running(waiting()).isPresent()
                        && waiting().readiness().isReady());
        starter.kill();

        await().atMost(BOUND).until(() -> PartProcess.running(waiting()).isEmpty());
    }

    @Test
    void namesThePortThatIsTaken() {
        PartProcess.startTethered(waiting()).awaitReady(BOUND);
        assertThatThrownBy(() -> PartProcess.startTethered(Specs.waiting(data.resolve("second"), port)))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("port " + port + " (waiting, wait) is taken");
    }

    @Test
    void doesNotStartAPartTwice() {
        PartProcess.startTethered(waiting()).awaitReady(BOUND);
        assertThatThrownBy(() -> PartProcess.startTethered(waiting()))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("already runs");
    }

    @Test
    void takesNoStrangerForAPartWhosePidWasUsedAgain() throws IOException {
        Files.createDirectories(waiting().dataDirectory());
        PrivateFiles.write(waiting().pidFile(), ProcessHandle.current().pid() + " " + 1_000_000L + "\n");
        assertThat(PartProcess.running(waiting())).isEmpty();
    }

    @Test
    void showsTheLogOfAPartThatFailsAndKeepsTheOneBefore() throws IOException {
        PartSpec broken = Specs.starter(data.resolve("broken"), "tethered", data, -1);
        PartProcess part = PartProcess.startTethered(broken);
        await().atMost(BOUND).until(() -> !part.isAlive());
        PartSpec neverReady = new PartSpec(
                broken.name(),
                broken.command(),
                broken.environment(),
                broken.ports(),
                broken.dataDirectory(),
                broken.directories(),
                broken.files(),
                () -> false);
        PartProcess again = PartProcess.startTethered(neverReady);
        assertThatThrownBy(() -> again.awaitReady(BOUND))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("ended at once")
                .hasMessageContaining("IllegalArgumentException");
        assertThat(data.resolve("broken/waiting.log.1")).isNotEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(broken.pidFile())))
                .isEqualTo("rw-------");
    }
}
