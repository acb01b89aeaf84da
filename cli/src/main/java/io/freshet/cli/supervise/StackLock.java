package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Held while parts are started or stopped, so that two commands at once do not undo each other's work. */
final class StackLock implements AutoCloseable {
    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws Failure when another command holds it */
    static StackLock take(DataDirectory data) {
        try {
            FileChannel channel =
                    FileChannel.open(data.path().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new Failure("Another ./freshet up or down is at work on " + data.path() + ".");
            }
            return new StackLock(channel);
        } catch (IOException e) {
            throw new Failure("The lock in " + data.path() + " cannot be taken: " + e, e);
        }
    }

    /** What {@code work} returns, done while nobody else holds the lock. */
    static <T> T during(DataDirectory data, Supplier<T> work) {
        StackLock lock = take(data);
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure("The lock cannot be released: " + e, e);
        }
    }
}
