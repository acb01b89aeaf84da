package io.freshet.local.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A part that listens on the port it is given and does nothing else, until it is told to end. */
public final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket socket =
                new ServerSocket(Integer.parseInt(arguments[0]), 1, InetAddress.getLoopbackAddress())) {
            while (!socket.isClosed()) {
                socket.accept().close();
            }
        }
    }
}
