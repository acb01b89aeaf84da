package io.freshet.processor.decode;

import io.freshet.processor.declare.Failure;
import org.jspecify.annotations.Nullable;

/** What the bytes of a record turned out to be. */
public sealed interface Values {

    /** @param slots one for each slot of the job's layout; those that are computed are null still */
    @SuppressWarnings("ArrayRecordComponent") // never compared, one per event
    record Read(@Nullable Object[] slots) implements Values {}

    /** It is no event of the source's type, and reading it again would not make it one. */
    record Undecodable(Failure why) implements Values {}
}
