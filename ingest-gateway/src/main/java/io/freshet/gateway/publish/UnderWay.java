package io.freshet.gateway.publish;

import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.admission.Pacing;
import java.time.Duration;

/**
 * Where records go, and how much may be under way.
 *
 * @param records how many may wait for their acknowledgement
 * @param bytes how many bytes they may have; less than the sink's own memory
 * @param pacing slows readers while both are nearly used up
 */
public record UnderWay(EventSink sink, Budget records, Budget bytes, Pacing pacing) {
    private static final int MOST_SLOWED = 4096;
    private static final Duration SLOWED_FOR = Duration.ofMillis(300);

    public UnderWay(EventSink sink, Budget records, Budget bytes) {
        this(sink, records, bytes, new Pacing(records, bytes, MOST_SLOWED, SLOWED_FOR));
    }
}
