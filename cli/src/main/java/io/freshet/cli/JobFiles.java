package io.freshet.cli;

import io.freshet.cli.jobs.JobChecker;
import io.freshet.cli.supervise.FoundStack;
import io.freshet.cli.supervise.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that {@code jobs check} and {@code jobs explain} are about, and the types that they may name. */
final class JobFiles {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Declarations of jobs; they may read each other's results.")
    private List<Path> files = List.of();

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "An event type that is not registered yet (.avsc), named as the file; can be repeated.")
    private List<Path> schemas = List.of();

    @Mixin
    private StackOptions stack = new StackOptions();

    /** Types are asked of the registry where a stack was started, and are the built-in ones otherwise. */
    int run(String command, JobChecker checker) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command));
        Optional<Stack> found = FoundStack.in(stack.directory());
        found.ifPresent(running -> arguments.addAll(List.of(
                "--registry",
                running.registryUrl(),
                stack.directory().path().resolve("cli").resolve("schemas").toString())));
        schemas.forEach(schema -> arguments.addAll(List.of("--schema", schema.toString())));
        files.forEach(file -> arguments.add(file.toString()));
        return checker.run(arguments);
    }
}
