package io.freshet.local;

import io.freshet.local.azure.AzuritePart;
import io.freshet.local.part.PartPort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Azure's blob API in a process of its own, on a free port of the loopback address. It dies with this process; its blobs stay in the
 * directory. There is no container at first. Not for several threads, but its clients may be.
 */
public final class LocalAzure implements AutoCloseable {
    /** Open to all who reach it, which nobody does but on this machine. */
    private static final String KEY = Base64.getEncoder()
            .encodeToString("the key of a store that only tests reach".getBytes(StandardCharsets.UTF_8));

    private final RunningPart part;

    private LocalAzure(RunningPart part) {
        this.part = part;
    }

    /**
     * Starts a store; returns when it answers. The first time on a machine it is installed, which takes a minute and the network.
     *
     * @param dataDirectory new, or one that an earlier store left
     */
    public static LocalAzure start(Path dataDirectory) {
        int port = PartPort.free("blob").number();
        return new LocalAzure(RunningPart.start(AzuritePart.spec(dataDirectory, port, KEY)));
    }

    public int port() {
        return part.spec().ports().getFirst().number();
    }

    public String account() {
        return AzuritePart.ACCOUNT;
    }

    public String accountKey() {
        return KEY;
    }

    /** For clients that come by this port, its own or that of a proxy. */
    public String connectionString(int atPort) {
        return "DefaultEndpointsProtocol=http;AccountName=" + AzuritePart.ACCOUNT + ";AccountKey=" + KEY
                + ";BlobEndpoint=http://127.0.0.1:" + atPort + "/" + AzuritePart.ACCOUNT + ";";
    }

    @Override
    public void close() {
        part.stop();
    }
}
