package io.freshet.cli.supervise;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was asked for when a stack was started, and holds until it is taken down.
 *
 * @param jobs absolute; a folder of declared jobs that run beside the shipped ones
 */
public record Layout(Ports ports, Optional<Path> jobs) {
    public static Layout usual() {
        return new Layout(Ports.usual(), Optional.empty());
    }
}
