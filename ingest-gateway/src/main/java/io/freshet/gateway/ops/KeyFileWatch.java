package io.freshet.gateway.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.admission.KeyRing;
import io.freshet.gateway.admission.keyfile.KeyFile;
import io.freshet.gateway.declare.Declaration;
import io.freshet.gateway.declare.DeclarationException;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads the file of keys anew whenever its content has changed, however it was changed: written over, replaced, or by a symbolic link
 * of a mounted secret. Keys that cannot be read leave those before in force. Its own thread reads; the keys may be taken by any.
 */
final class KeyFileWatch {
    private static final Logger LOG = Logger.getLogger(KeyFileWatch.class);

    private final Path path;
    private final KeyFile file;
    private final TimeMeter clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("key-file").factory());
    private volatile KeyRing keys;
    private volatile String problem = "";
    private byte[] inForce;

    /** @throws IllegalStateException if the keys cannot be read: a gateway does not start without those it was told to have */
    KeyFileWatch(Path path, TimeMeter clock) {
        this.path = path;
        this.file = new KeyFile(path.toString());
        this.clock = clock;
        try {
            this.inForce = read();
            this.keys = file.read(text(inForce), null, clock);
        } catch (DeclarationException | IOException e) {
            throw new IllegalStateException("The keys cannot be read. " + message(e), e);
        }
        LOG.infof("Senders need a key. keys=%d file=%s", keys.size(), path);
    }

    void start(Duration every) {
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        thread.shutdownNow();
    }

    KeyRing keys() {
        return keys;
    }

    /** What is wrong with the file as it is now; empty if the keys in force are its own. */
    String problem() {
        return problem;
    }

    void look() {
        try {
            byte[] now = read();
            if (!Arrays.equals(now, inForce)) {
                keys = file.read(text(now), keys, clock);
                inForce = now;
                LOG.infof("The keys were read anew. keys=%d file=%s", keys.size(), path);
            }
            problem = "";
        } catch (DeclarationException | IOException | RuntimeException e) {
            if (!problem.equals(message(e))) {
                problem = message(e);
                LOG.errorf("The keys cannot be read, and those before stay in force. %s", problem);
            }
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(Declaration.LONGEST + 1);
            if (bytes.length > Declaration.LONGEST) {
                throw new IOException(path + " is longer than a file of keys may be");
            }
            return bytes;
        }
    }

    private String text(byte[] bytes) throws IOException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(path + " is not UTF-8", e);
        }
    }

    private String message(Exception e) {
        return switch (e) {
            case DeclarationException wrong -> String.valueOf(wrong.getMessage());
            case NoSuchFileException missing -> "There is no file " + missing.getMessage();
            case IOException io -> String.valueOf(io.getMessage());
            default -> path + " could not be read: " + e.getClass().getSimpleName();
        };
    }
}
