package io.freshet.cli;

import io.freshet.cli.rejected.Again;
import io.freshet.cli.rejected.Resender;
import io.freshet.cli.supervise.PortName;
import io.freshet.cli.supervise.Stack;
import io.freshet.model.RejectedEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends rejected events again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Send rejected events again, through the gateway and by the protocol they came by, each under its id: what is sent twice",
            "is there once in silver. Events that were kept in part cannot be sent again and are named."
        },
        exitCodeListHeading = "%nExit code%n",
        exitCodeList = {"0:All were accepted.", "1:Some could not be sent, or were rejected again."})
final class RejectedReplayCommand implements Callable<Integer> {
    @Mixin
    private StackOptions stack = new StackOptions();

    @Mixin
    private KeyOption key = new KeyOption();

    @Mixin
    private RejectedOptions options = new RejectedOptions();

    @Spec
    private CommandSpec spec;

    private int accepted;
    private int rejected;
    private int impossible;

    @Override
    public Integer call() throws InterruptedException {
        Stack running = stack.running();
        PrintWriter out = spec.commandLine().getOut();
        URI gateway = URI.create("http://127.0.0.1:" + running.ports().of(PortName.GATEWAY));
        try (Resender resender = new Resender(gateway, key.key())) {
            for (RejectedEvent event : options.read(running)) {
                replay(event, resender, out);
            }
        } catch (IOException e) {
            throw new Failure(
                    "Replaying stopped after %d events: %s.\nRun it again: what was accepted is there once in silver."
                            .formatted(accepted + rejected, e.getMessage()),
                    e);
        }
        out.printf("%d accepted, %d rejected again, %d that cannot be sent again.%n", accepted, rejected, impossible);
        out.flush();
        return rejected + impossible == 0 ? 0 : 1;
    }

    private void replay(RejectedEvent event, Resender resender, PrintWriter out)
            throws IOException, InterruptedException {
        switch (Again.of(event)) {
            case Again.Request request -> {
                if (resender.send(event.id(), request) == Resender.Outcome.ACCEPTED) {
                    accepted++;
                } else {
                    rejected++;
                }
            }
            case Again.Impossible(String why) -> {
                impossible++;
                out.printf("%s of %s cannot be sent again: %s.%n", event.id(), event.type(), why);
            }
        }
    }
}
