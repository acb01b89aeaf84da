package io.freshet.processor.ops;

import io.freshet.processor.declare.ShippedJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the declarations that this process runs. */
final class JobFiles {
    private static final Set<String> ENDINGS = Set.of(".yaml", ".yml");
    /** A declaration is a page of text. */
    private static final long MOST_BYTES = 1024 * 1024;

    private JobFiles() {}

    /**
     * The shipped jobs that are asked for, and every file of the folder, in the order of their names. A file takes the place of
     * a shipped job of its name.
     *
     * @throws UncheckedIOException where the folder cannot be read
     */
    static List<DeclaredFile> find(ProcessorConfig config) {
        List<DeclaredFile> found = new ArrayList<>();
        config.jobsDir().ifPresent(folder -> found.addAll(in(folder)));
        for (String name : config.jobs().orElse(ShippedJobs.DEFAULTS)) {
            if (found.stream().noneMatch(file -> file.job().equals(name))) {
                found.add(new DeclaredFile(name + ".yaml", name, ShippedJobs.text(name)));
            }
        }
        return List.copyOf(found);
    }

    private static List<DeclaredFile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of jobs cannot be read: " + folder, e);
        }
    }

    private static Optional<DeclaredFile> read(Path file) {
        String name = file.getFileName().toString();
        String ending = name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
        if (!ENDINGS.contains(ending)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes");
            }
            String job = name.substring(0, name.length() - ending.length());
            return Optional.of(new DeclaredFile(file.toString(), job, Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("the job's file cannot be read: " + file, e);
        }
    }
}
