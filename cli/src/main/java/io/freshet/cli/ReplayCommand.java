package io.freshet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.cli.query.TwinClient;
import io.freshet.cli.supervise.Stack;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a topic again, with the relay's own program, so that the rows are those that the relay wrote. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Write a topic, or a part of it, again: the same rows under another prefix, or into a new table of the"
                        + " local warehouse. What was ended before its time goes on when the same command is given again."
                        + " The running relay and its group are not touched.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet replay --topic user-activity --into-table user_activity_again",
            "  ./freshet replay --topic user-activity --from 2026-11-19T00:00:00Z --to 2026-11-20T00:00:00Z --prefix"
                    + " again --dry-run",
            "  ./freshet replay --topic order-events --from 1200 --to 1800 --prefix repair-7",
            "",
            "A number is an offset in every partition, anything else the time at which Kafka took the record. Kafka"
                    + " must still",
            "have the records; what it no longer has is named.",
            "",
            "Exit codes: 0 everything is written, 1 it is not."
        })
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--topic", required = true, description = "The topic.")
    private String topic = "";

    @Option(names = "--from", description = "Offset, time or earliest (default: ${DEFAULT-VALUE}).")
    private String from = "earliest";

    @Option(names = "--to", description = "Offset, time or latest; exclusive (default: ${DEFAULT-VALUE}).")
    private String to = "latest";

    @ArgGroup(multiplicity = "1")
    private ReplayTarget target = new ReplayTarget();

    @Option(names = "--dry-run", description = "Only say what would be written.")
    private boolean dryRun;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String prefix = target.prefix();
        Stack running = stack.running();
        String table = target.table();
        if (table != null) {
            refuseTableOfOthers(running, table, prefix);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("freshet.replay.topic", topic);
        settings.put("freshet.replay.from", from);
        settings.put("freshet.replay.to", to);
        settings.put("freshet.replay.prefix", prefix);
        settings.put("freshet.replay.dry-run", Boolean.toString(dryRun));
        settings.put("freshet.replay.terminal", Boolean.toString(Boolean.getBoolean("freshet.terminal")));
        Process replay = running.relayTool(settings).inheritIO().start();
        int code = waitFor(replay);
        if (code == 0 && table != null && !dryRun) {
            spec.commandLine().getOut().println("The warehouse loads it into bronze." + table + " now.");
            spec.commandLine().getOut().flush();
        }
        return code == 0 ? 0 : 1;
    }

    /** Who is told to end takes the program along. */
    private static int waitFor(Process replay) throws InterruptedException {
        Thread along = new Thread(replay::destroy, "end-replay");
        Runtime.getRuntime().addShutdownHook(along);
        int code = replay.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(along);
        } catch (IllegalStateException ending) {
            return code;
        }
        return code;
    }

    /** Rows of a replay beside others would be there twice, and nobody could tell them apart. */
    private static void refuseTableOfOthers(Stack running, String table, String prefix) throws InterruptedException {
        TwinClient twin = new TwinClient(running.twinUrl(), running.twinToken());
        String others = "SELECT count(*) AS n FROM information_schema.tables t WHERE t.table_schema = 'bronze'"
                + " AND t.table_name = '" + table + "' AND NOT EXISTS (SELECT 1 FROM ops.load_history h"
                + " WHERE h.table_name = t.table_name AND h.file_name LIKE '" + prefix + "/%')";
        JsonNode count = twin.query(others).rows().getFirst().getFirst();
        if (count.asLong() > 0) {
            throw new Failure("bronze." + table + " is there already, with other rows. Choose another name.");
        }
    }
}
