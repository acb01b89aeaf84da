package io.freshet.local.part;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything there is to know about one part before it runs. A value: making one touches nothing, starting it is
 * {@link PartProcess}'s business. Fixtures and the command line start parts from the same specs.
 *
 * @param name one word, unique in a stack: {@code kafka}, {@code registry}, {@code store}, {@code twin}, a service's name
 * @param command the program and its arguments
 * @param environment added to what this process has
 * @param ports all that it listens on
 * @param dataDirectory what it must keep; also holds its log and its pid file. Nobody else's
 * @param directories made before each start where they are missing
 * @param files written before each start, readable by the owner alone because some hold secrets
 */
public record PartSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        List<PartPort> ports,
        Path dataDirectory,
        List<Path> directories,
        Map<Path, String> files,
        Readiness readiness) {

    public PartSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        ports = List.copyOf(ports);
        directories = List.copyOf(directories);
        files = Map.copyOf(files);
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    /** What the part writes to its standard output and error; begun afresh at each start, the one before kept as {@code .1}. */
    public Path log() {
        return dataDirectory.resolve(name + ".log");
    }

    /** Where the running process is recorded. */
    public Path pidFile() {
        return dataDirectory.resolve(name + ".pid");
    }
}
