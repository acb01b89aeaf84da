package io.freshet.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.freshet.local.fault.TcpFaults.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultProxyTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    private EchoServer echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new EchoServer();
        proxy = FaultProxy.to(echo.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] say(Socket socket, byte[] what) throws IOException {
        socket.getOutputStream().write(what);
        return socket.getInputStream().readNBytes(what.length);
    }

    @Test
    void passesEverythingBothWays() throws IOException {
        byte[] much = new byte[1 << 20];
        try (Socket socket = connect()) {
            Thread.ofVirtual().start(() -> write(socket, much));
            assertThat(socket.getInputStream().readNBytes(much.length)).isEqualTo(much);
        }
        await().until(() -> proxy.connections() == 0);
    }

    private static void write(Socket socket, byte[] what) {
        try {
            socket.getOutputStream().write(what);
        } catch (IOException asExpected) {
            // The reader notices.
        }
    }

    @Test
    void delaysEachChunk() throws IOException {
        proxy.faults(TcpFaults.delay(Duration.ofMillis(150)));
        try (Socket socket = connect()) {
            long begun = System.nanoTime();
            assertThat(say(socket, HELLO)).isEqualTo(HELLO);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(290));
        }
    }

    @Test
    void throttles() throws IOException {
        proxy.faults(TcpFaults.throttle(100_000));
        byte[] some = new byte[40_000];
        try (Socket socket = connect()) {
            long begun = System.nanoTime();
            Thread.ofVirtual().start(() -> write(socket, some));
            assertThat(socket.getInputStream().readNBytes(some.length)).hasSize(some.length);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    @Test
    void swallowsAndBreaksTheStreamAfterwards() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, HELLO)).isEqualTo(HELLO);
            proxy.faults(TcpFaults.SWALLOW);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> say(socket, HELLO)).isInstanceOf(SocketTimeoutException.class);
            assertThat(echo.heard()).isEqualTo(HELLO.length);
            proxy.faults(TcpFaults.NONE);
            socket.setSoTimeout(10_000);
            assertThatThrownBy(() -> {
                        say(socket, HELLO);
                        throw new IOException("read an end");
                    })
                    .isInstanceOf(IOException.class);
            assertThat(echo.heard()).isEqualTo(HELLO.length);
        }
    }

    @Test
    void stallsAndGoesOnWhereItWas() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, HELLO)).isEqualTo(HELLO);
            proxy.faults(TcpFaults.STALL);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> say(socket, HELLO)).isInstanceOf(SocketTimeoutException.class);
            proxy.faults(TcpFaults.NONE);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        }
    }

    @Test
    void refusesAndListensAgainOnTheSamePort() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, HELLO)).isEqualTo(HELLO);
            proxy.faults(TcpFaults.REFUSE);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> {
                        if (say(socket, HELLO).length == 0) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        proxy.faults(TcpFaults.NONE);
        try (Socket socket = connect()) {
            assertThat(say(socket, HELLO)).isEqualTo(HELLO);
        }
    }

    @Test
    void cutsAfterSoManyBytesFromTheClient() throws IOException {
        proxy.faults(TcpFaults.cutAfter(Direction.FROM_CLIENT, 3));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(HELLO);
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().readNBytes(HELLO.length).length < HELLO.length) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        await().until(() -> echo.heard() <= 3 && proxy.connections() == 0);
    }

    @Test
    void cutsAfterSoManyBytesToTheClient() throws IOException {
        proxy.faults(TcpFaults.cutAfter(Direction.TO_CLIENT, 3));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(HELLO);
            await().until(() -> echo.heard() == HELLO.length);
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().readNBytes(HELLO.length).length < HELLO.length) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void servesSoManyConnectionsAndResetsMore() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int n = 0; n < Listener.MAX_CONNECTIONS; n++) {
                sockets.add(connect());
            }
            await().until(() -> proxy.connections() == Listener.MAX_CONNECTIONS);
            assertThatThrownBy(() -> {
                        try (Socket more = connect()) {
                            if (say(more, HELLO).length == 0) {
                                throw new IOException("ended");
                            }
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(say(sockets.getFirst(), HELLO)).isEqualTo(HELLO);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().until(() -> proxy.connections() == 0);
    }
}
