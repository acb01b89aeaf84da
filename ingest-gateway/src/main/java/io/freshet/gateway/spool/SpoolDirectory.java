package io.freshet.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of the spool. Every method blocks on the disk. What they hold is senders' data: nobody else may read them. */
final class SpoolDirectory implements AutoCloseable {
    private static final String SUFFIX = ".spool";

    private final Path directory;
    private final Path quarantine;
    private final FileChannel lock;

    private SpoolDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.quarantine = directory.resolve("quarantine");
        this.lock = lock;
    }

    /** @throws IllegalStateException when another process has it, or it cannot be used */
    static SpoolDirectory open(Path directory) {
        try {
            createPrivate(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("spool.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new IllegalStateException("The spool directory " + directory
                        + " belongs to another running gateway. Give each its own (freshet.gateway.spool.directory).");
            }
            SpoolDirectory opened = new SpoolDirectory(directory, channel);
            createPrivate(opened.quarantine);
            return opened;
        } catch (IOException e) {
            throw new IllegalStateException("The spool directory " + directory + " cannot be used: " + e, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Segments that an earlier process left, oldest first. */
    List<Segment> segments() throws IOException {
        List<Segment> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("[0-9]{20}\\" + SUFFIX)) {
                    long number = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
                    found.add(new Segment(number, file, Files.size(file), true));
                }
            }
        }
        found.sort(Comparator.comparingLong(segment -> segment.number));
        return found;
    }

    Path segmentFile(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%020d%s", number, SUFFIX));
    }

    long quarantinedBytes() throws IOException {
        try (Stream<Path> files = Files.list(quarantine)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /** Removes a segment that is done with; one in which something could not be read is set aside instead. */
    void retire(Segment segment) throws IOException {
        if (segment.isTainted()) {
            Files.move(
                    segment.file,
                    quarantine.resolve(segment.file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sync(quarantine);
        } else {
            Files.deleteIfExists(segment.file);
        }
        sync(directory);
    }

    SpoolIndex readIndex() throws IOException {
        Path file = indexFile();
        return Files.exists(file) ? SpoolIndex.decode(Files.readAllBytes(file)) : SpoolIndex.NONE;
    }

    /** Durable when it returns. */
    void writeIndex(SpoolIndex index) throws IOException {
        Path next = directory.resolve("spool.index.next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(index.encode()));
            channel.force(true);
        }
        Files.move(next, indexFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(directory);
    }

    private Path indexFile() {
        return directory.resolve("spool.index");
    }

    /** Makes the names in the directory durable, too. */
    void sync() throws IOException {
        sync(directory);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("The spool's lock cannot be given back", e);
        }
    }
}
