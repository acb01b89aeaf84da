package io.freshet.processor.ops;

import io.freshet.processor.declare.JobFile;
import io.freshet.processor.declare.ShippedJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Finds the declarations that this process runs. */
final class JobFiles {
    private static final Logger LOG = Logger.getLogger(JobFiles.class);
    private static final Set<String> ENDINGS = Set.of(".yaml", ".yml");
    /** A declaration is a page of text. */
    private static final long MOST_BYTES = 1024 * 1024;

    private JobFiles() {}

    /**
     * Every file of the folder, in the order of their names, and the shipped jobs that are asked for. A file that declares a job
     * of a shipped one's name takes its place, and the log says so.
     *
     * @throws UncheckedIOException where the folder cannot be read
     * @throws IllegalStateException where two files of the folder declare jobs of one name
     */
    static List<DeclaredFile> find(ProcessorConfig config) {
        return find(config.jobsDir(), config.jobs().orElse(ShippedJobs.DEFAULTS));
    }

    static List<DeclaredFile> find(Optional<Path> jobsDir, List<String> shipped) {
        Map<String, DeclaredFile> found = new LinkedHashMap<>();
        jobsDir.ifPresent(folder -> in(folder).forEach(file -> add(file, found)));
        for (String name : shipped) {
            DeclaredFile own = found.get(name);
            if (own == null) {
                found.put(name, new DeclaredFile(name + ".yaml", name, ShippedJobs.text(name)));
            } else {
                LOG.warnf("A file takes the place of a shipped job. job=%s file=%s", name, own.name());
            }
        }
        return List.copyOf(found.values());
    }

    private static void add(DeclaredFile file, Map<String, DeclaredFile> found) {
        DeclaredFile before = found.putIfAbsent(file.job(), file);
        if (before != null) {
            throw new IllegalStateException(
                    file.name() + ": name: there is a job " + file.job() + " in " + before.name() + " already");
        }
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
            String text = Files.readString(file);
            String job = JobFile.nameOf(text).orElse(name.substring(0, name.length() - ending.length()));
            return Optional.of(new DeclaredFile(file.toString(), job, text));
        } catch (IOException e) {
            throw new UncheckedIOException("the job's file cannot be read: " + file, e);
        }
    }
}
