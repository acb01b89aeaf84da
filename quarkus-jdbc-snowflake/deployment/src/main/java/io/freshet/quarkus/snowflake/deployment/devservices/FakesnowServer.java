package io.freshet.quarkus.snowflake.deployment.devservices;

import io.quarkus.datasource.deployment.spi.DatasourceStartable;
import io.quarkus.datasource.deployment.spi.DevServicesDatasourceProvider.RunningDevServicesDatasource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One running server. It ends with {@link #close()}, and by itself when this JVM is gone, because its standard input ends then.
 */
final class FakesnowServer implements DatasourceStartable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int CONNECT_MILLIS = 200;

    private final FakesnowLauncher launcher;
    private final OptionalInt wantedPort;
    private final String username;
    private final String password;
    private final String database;
    private final Map<String, String> urlProperties;
    private final Duration patience;
    private final boolean showLogs;
    private @Nullable Process process;
    private int port;

    FakesnowServer(
            FakesnowLauncher launcher,
            OptionalInt wantedPort,
            String username,
            String password,
            String database,
            Map<String, String> urlProperties,
            Duration patience,
            boolean showLogs) {
        this.launcher = launcher;
        this.wantedPort = wantedPort;
        this.username = username;
        this.password = password;
        this.database = database;
        this.urlProperties = urlProperties;
        this.patience = patience;
        this.showLogs = showLogs;
    }

    @Override
    public void start() {
        try {
            port = wantedPort.orElseGet(FakesnowServer::freePort);
            Path log = Files.createTempFile("fakesnow-", ".log");
            ProcessBuilder builder = new ProcessBuilder(launcher.command(port)).redirectErrorStream(true);
            if (showLogs) {
                builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
            } else {
                builder.redirectOutput(log.toFile());
                log.toFile().deleteOnExit();
            }
            Process started = builder.start();
            process = started;
            awaitPort(started, log);
        } catch (IOException e) {
            close();
            throw new IllegalStateException(
                    "Dev Services cannot start the stand-in for Snowflake: " + e.getMessage(), e);
        }
    }

    private void awaitPort(Process started, Path log) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                String said = showLogs ? "see above" : Files.readString(log);
                close();
                throw new IllegalStateException("Dev Services started a stand-in for Snowflake, but it "
                        + (started.isAlive() ? "does not listen on port " + port : "ended with " + started.exitValue())
                        + ". It said: " + said);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("There is no free port on the loopback interface", e);
        }
    }

    @Override
    public void close() {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        running.descendants().forEach(ProcessHandle::destroy);
        running.destroy();
        try {
            if (!running.waitFor(5, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String getConnectionInfo() {
        return getEffectiveJdbcUrl();
    }

    @Override
    public @Nullable String getContainerId() {
        return null;
    }

    @Override
    public RunningDevServicesDatasource runningDevServicesDatasource() {
        return new RunningDevServicesDatasource(null, getEffectiveJdbcUrl(), null, username, password);
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public @Nullable String getReactiveUrl() {
        return null;
    }

    @Override
    public String getEffectiveJdbcUrl() {
        StringBuilder url = new StringBuilder(
                "jdbc:snowflake://http://127.0.0.1:" + port + "?account=fakesnow&db=" + database + "&schema=PUBLIC");
        urlProperties.forEach(
                (key, value) -> url.append('&').append(key).append('=').append(value));
        return url.toString();
    }
}
