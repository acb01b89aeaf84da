package io.freshet.cli;

import io.freshet.cli.print.TextTable;
import io.freshet.model.RejectedEvent;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists rejected events. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List rejected events, with the reason and where it is. Their bytes stay where they are.")
final class RejectedListCommand implements Callable<Integer> {
    @Mixin
    private StackOptions stack = new StackOptions();

    @Mixin
    private RejectedOptions options = new RejectedOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<RejectedEvent> events = options.read(stack.running());
        TextTable table =
                new TextTable(List.of("rejected at", "type", "protocol", "reason", "pointer", "bytes", "id", "detail"));
        for (RejectedEvent event : events) {
            table.add(List.of(
                    event.receivedAt().toString(),
                    event.type(),
                    event.protocol(),
                    event.reason().slug(),
                    event.pointer(),
                    Long.toString(event.payloadLength()),
                    event.id(),
                    event.detail()));
        }
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        out.printf("%d rejected.%n", events.size());
        out.flush();
        return 0;
    }
}
