package io.freshet.local.azure;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.PartFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Azurite as the lock file says it, installed once under {@code local-stack/target} and found there afterwards. Needs node 20 and npm, and
 * the network only the first time.
 */
final class AzuriteInstall {
    private static final long LIMIT_MINUTES = 10;

    private AzuriteInstall() {}

    /** The folder with {@code node_modules}; installs what is missing. One process at a time, others wait. */
    static Path locate() {
        Path sources = FreshetHome.locate().resolve("local-stack/azurite");
        try {
            Path lockFile = sources.resolve("package-lock.json");
            Path folder = FreshetHome.locate()
                    .resolve("local-stack/target/azurite")
                    .resolve(digest(Files.readAllBytes(lockFile)));
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path done = folder.resolve("installed");
                if (lock.isValid() && !Files.exists(done)) {
                    for (String name : List.of("package.json", "package-lock.json")) {
                        Files.copy(sources.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    }
                    install(folder);
                    Files.createFile(done);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new PartFailedException("Azurite cannot be installed", e);
        }
    }

    private static void install(Path folder) throws IOException {
        Path log = folder.resolve("npm.log");
        try {
            Process npm = new ProcessBuilder("npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!npm.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new PartFailedException(
                        "npm did not install Azurite, which needs the network the first time; npm's own"
                                + " words are in " + log);
            }
        } catch (IOException e) {
            throw new PartFailedException("npm did not start: the tests of Azure's store need node 20 and npm", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while Azurite was installed", e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
