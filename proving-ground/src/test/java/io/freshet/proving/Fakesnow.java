package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.part.PartPort;
import io.freshet.warehouse.load.SnowflakeSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A stand-in for Snowflake behind Snowflake's own driver; it ends with this process. Needs a package index the first time. */
final class Fakesnow implements AutoCloseable {
    private final Process process;
    private final int port;

    private Fakesnow(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Fakesnow start() throws IOException, InterruptedException {
        Path extension = Command.home().resolve("quarkus-jdbc-snowflake");
        Path python = python("fakesnow", extension.resolve("fakesnow/requirements.txt"));
        int port = PartPort.free("fakesnow").number();
        Process process = new ProcessBuilder(
                        python.toString(),
                        extension
                                .resolve(
                                        "deployment/src/main/resources/io/freshet/quarkus/snowflake/deployment/devservices/fakesnow_server.py")
                                .toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(Command.home()
                        .resolve("proving-ground/target/fakesnow.log")
                        .toFile())
                .start();
        Fakesnow fakesnow = new Fakesnow(process, port);
        await().atMost(Duration.ofSeconds(60)).until(fakesnow::answers);
        return fakesnow;
    }

    /** The Python of a folder below the warehouse's target, with what the requirements say. */
    static Path python(String name, Path requirements) throws IOException, InterruptedException {
        Path home = Command.home().resolve("warehouse/target/python").resolve(name);
        Files.createDirectories(home.getParent());
        Path log = Command.home().resolve("proving-ground/target/python-" + name + ".log");
        Process install = new ProcessBuilder(
                        "sh",
                        Command.home().resolve("warehouse/sql/install.sh").toString(),
                        home.toString(),
                        requirements.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(install.waitFor(6, TimeUnit.MINUTES) && install.exitValue() == 0)
                .as(Files.readString(log))
                .isTrue();
        return home.resolve("bin/python");
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    SnowflakeSession session() {
        Properties properties = new Properties();
        properties.put("user", "dev");
        properties.put("password", "dev");
        return SnowflakeSession.open(
                "jdbc:snowflake://http://127.0.0.1:" + port + "?account=fakesnow&db=DEV&schema=PUBLIC",
                "fakesnow",
                properties);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
