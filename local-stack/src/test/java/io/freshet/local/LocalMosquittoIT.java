package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.local.mqtt.MosquittoClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalMosquittoIT {

    @Test
    void keepsWhatASessionHasNotHadAcrossARestart(@TempDir Path directory) throws IOException, InterruptedException {
        try (LocalMosquitto broker = LocalMosquitto.start(directory)) {
            String port = Integer.toString(broker.port());
            String[] session = {"-p", port, "-i", "one", "-c", "-q", "1", "-t", "a/#", "-W", "20"};
            assertThat(run(MosquittoClient.subscribe(with(session, "-E")))).isEmpty();

            run(MosquittoClient.publish("-p", port, "-q", "1", "-t", "a/b", "-m", "kept"));
            broker.restart();

            assertThat(run(MosquittoClient.subscribe(with(session, "-C", "1")))).isEqualTo("kept\n");
        }
    }

    private static String[] with(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private static String run(ProcessBuilder client) throws IOException, InterruptedException {
        Process process = client.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
