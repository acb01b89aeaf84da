package io.freshet.cli;

import io.freshet.cli.supervise.Stack;
import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the ends of logs. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Show the end of a part's log, or of every part's.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet logs",
            "  ./freshet logs relay -n 500",
            "  ./freshet logs gateway --follow      until Ctrl-C"
        })
final class LogsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            description = "kafka, registry, store, twin, gateway, processor, relay or demo.")
    private @Nullable String part;

    @Option(names = "-n", paramLabel = "LINES", description = "How many lines (default: ${DEFAULT-VALUE}).")
    private int lines = 40;

    @Option(
            names = {"-f", "--follow"},
            description = "Stay, and show what is added, until Ctrl-C or until nothing of it runs.")
    private boolean follow;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<PartSpec> chosen = chosen(stack.running());
        FollowedLogs followed = FollowedLogs.fromNow(chosen);
        for (PartSpec part : chosen) {
            out.println("==> " + part.log());
            tail(part).forEach(out::println);
        }
        out.flush();
        if (follow) {
            followed.follow(out);
        }
        return 0;
    }

    private List<PartSpec> chosen(Stack running) {
        List<PartSpec> parts = running.shownParts().stream()
                .filter(each -> part == null || each.name().equals(part))
                .toList();
        if (parts.isEmpty()) {
            throw new Failure("There is no part '" + part + "'. There are: "
                    + running.shownParts().stream().map(PartSpec::name).collect(Collectors.joining(", ")));
        }
        return parts;
    }

    private List<String> tail(PartSpec chosen) throws IOException {
        try {
            List<String> all = new String(Files.readAllBytes(chosen.log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (NoSuchFileException e) {
            return List.of("(nothing yet)");
        }
    }
}
