package io.freshet.relay.source;

import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.Encoding.Poison;
import java.util.List;

/** Where records go that cannot become rows. Workers only. */
public interface Rejections {
    /** Returns when all of them are durable. A repetition bears the same ids. */
    void publish(Origin origin, List<Poison> poison) throws RejectionsUnavailableException;

    /** They could not be written now. */
    final class RejectionsUnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        public RejectionsUnavailableException(String message) {
            super(message);
        }
    }
}
