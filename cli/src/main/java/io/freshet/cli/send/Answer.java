package io.freshet.cli.send;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came back for one request. */
sealed interface Answer {

    /**
     * An outcome for each event, in the order in which they were sent.
     *
     * @param retryAfter how long the gateway wants to be left alone; null where it did not say
     */
    record Outcomes(List<Outcome> events, @Nullable Duration retryAfter) implements Answer {}

    /** The request as a whole was refused: the same again would be too. */
    record Refused(int status, String why) implements Answer {}

    /** Nobody knows what became of the events: all of them are to be sent again with their ids. */
    record Unknown(String why, @Nullable Duration retryAfter) implements Answer {}
}
