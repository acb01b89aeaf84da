package io.freshet.gateway.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The names of the types that were served last, in a file: with it a gateway that starts while the registry is down knows which types
 * to look up in the cache of schemas. Losing it loses nothing but that. One thread.
 */
public final class RememberedNames {
    private static final Logger LOG = Logger.getLogger(RememberedNames.class);

    private final Path file;

    public RememberedNames(Path file) {
        this.file = file;
    }

    List<String> read() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            LOG.warnf("The names of served types could not be read. file=%s reason=%s", file, e);
            return List.of();
        }
    }

    void write(Collection<String> names) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, names.stream().sorted().toList());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("The names of served types could not be kept. file=%s reason=%s", file, e);
        }
    }
}
