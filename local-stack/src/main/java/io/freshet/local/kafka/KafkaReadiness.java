package io.freshet.local.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.freshet.local.part.Readiness;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Ready when the broker answers an {@code ApiVersions} request (key 18, version 0): it listens for clients only once it
 * has left its fence. No Kafka client, so that a probe costs nothing. Source: Kafka protocol guide, "ApiVersions".
 */
record KafkaReadiness(int port) implements Readiness {
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 7;
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(2).toMillis();

    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            ask(new DataOutputStream(socket.getOutputStream()));
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            return answer.readInt() > Integer.BYTES && answer.readInt() == CORRELATION && answer.readShort() == 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void ask(DataOutputStream out) throws IOException {
        byte[] client = "freshet-probe".getBytes(US_ASCII);
        out.writeInt(2 * Short.BYTES + Integer.BYTES + Short.BYTES + client.length);
        out.writeShort(API_VERSIONS);
        out.writeShort(0);
        out.writeInt(CORRELATION);
        out.writeShort(client.length);
        out.write(client);
        out.flush();
    }
}
