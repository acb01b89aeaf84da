package io.freshet.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Teaches a shell the commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description =
                "Print a script that lets bash or zsh complete commands and options of ./freshet with the Tab key.",
        footerHeading = "%nExamples%n",
        footer = {
            "  source <(./freshet completion)                          in this shell",
            "  ./freshet completion > ~/.local/share/bash-completion/completions/freshet      in every bash"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final String NAME = "freshet";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.println(AutoComplete.bash(NAME, root));
        out.flush();
        return 0;
    }
}
