package io.freshet.local.mqtt;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.PartFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Mosquitto and its clients: those on the PATH; else Debian's packages, unpacked once under {@code local-stack/target} and found there
 * afterwards, which needs no rights, and the network only the first time.
 */
final class MosquittoInstall {
    private static final long LIMIT_MINUTES = 5;
    private static final List<String> PACKAGES = List.of("mosquitto", "mosquitto-clients");
    private static final String TO_INSTALL = "Inst ";

    private MosquittoInstall() {}

    /**
     * @param folders where its programs are
     * @param libraries where their libraries are, for {@code LD_LIBRARY_PATH}; empty where the system has them
     */
    record Installed(List<Path> folders, String libraries) {

        String program(String name) {
            return folders.stream()
                    .map(folder -> folder.resolve(name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new PartFailedException(name + " is not in " + folders))
                    .toString();
        }

        Map<String, String> environment() {
            return libraries.isEmpty() ? Map.of() : Map.of("LD_LIBRARY_PATH", libraries);
        }
    }

    /** One process at a time unpacks, others wait. */
    static Installed locate() {
        List<Path> path = Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        if (has(path, "mosquitto") && has(path, "mosquitto_pub")) {
            return new Installed(path, "");
        }
        try {
            return unpacked(FreshetHome.locate().resolve("local-stack/target/mosquitto"));
        } catch (IOException e) {
            throw new PartFailedException(
                    "There is no mosquitto on the PATH, and Debian's packages of it cannot be fetched: install mosquitto"
                            + " and mosquitto-clients",
                    e);
        }
    }

    private static boolean has(List<Path> path, String program) {
        return path.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    private static Installed unpacked(Path folder) throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root);
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Path done = folder.resolve("unpacked");
            if (lock.isValid() && !Files.exists(done)) {
                unpack(folder, root);
                Files.createFile(done);
            }
        }
        try (Stream<Path> all = Files.walk(root.resolve("usr/lib"))) {
            List<String> libraries = all.filter(
                            file -> file.getFileName().toString().contains(".so."))
                    .map(file -> file.getParent().toString())
                    .distinct()
                    .toList();
            return new Installed(
                    List.of(root.resolve("usr/sbin"), root.resolve("usr/bin")), String.join(":", libraries));
        }
    }

    /** The packages, and of what they need all that the system has not. */
    private static void unpack(Path folder, Path root) throws IOException {
        List<String> wanted = new ArrayList<>(List.of("apt-get", "-s", "install", "--no-install-recommends"));
        wanted.addAll(PACKAGES);
        List<String> download = new ArrayList<>(List.of("apt-get", "download"));
        run(folder, wanted)
                .lines()
                .filter(line -> line.startsWith(TO_INSTALL))
                .map(line -> line.split(" ", -1)[1])
                .forEach(download::add);
        if (download.size() == 2) {
            throw new IOException("apt-get names no package to fetch");
        }
        run(folder, download);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
                run(folder, List.of("dpkg-deb", "-x", file.toString(), root.toString()));
            }
        }
    }

    private static String run(Path folder, List<String> command) throws IOException {
        Path log = folder.resolve("install.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed; its own words are in " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while mosquitto was fetched", e);
        }
        return Files.readString(log, StandardCharsets.UTF_8);
    }
}
