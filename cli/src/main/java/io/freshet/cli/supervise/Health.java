package io.freshet.cli.supervise;

import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one part is.
 *
 * @param reason why it is not ready; empty when it is, or does not say
 * @param pid empty when it does not run
 * @param memory resident, in bytes; empty when it does not run or the system does not say
 */
public record Health(PartSpec part, State state, String reason, OptionalLong pid, OptionalLong memory) {

    /** What a part can be found doing. */
    public enum State {
        READY,
        /** Runs, but does not serve: it starts, or something that it needs is missing. */
        NOT_READY,
        STOPPED
    }

    /** Asks the part; takes a few seconds at most. */
    public static Health of(PartSpec part) {
        Optional<PartProcess> process = PartProcess.running(part);
        if (process.isEmpty()) {
            return new Health(part, State.STOPPED, "", OptionalLong.empty(), OptionalLong.empty());
        }
        long pid = process.get().pid();
        boolean ready = part.readiness().isReady();
        return new Health(
                part,
                ready ? State.READY : State.NOT_READY,
                ready ? "" : HealthDocument.reason(part.readiness().reason()),
                OptionalLong.of(pid),
                Memory.residentOf(pid));
    }
}
