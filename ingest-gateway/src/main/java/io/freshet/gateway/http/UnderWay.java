package io.freshet.gateway.http;

import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.publish.EventSink;

/**
 * Where records go, and how much may be under way.
 *
 * @param records how many may wait for their acknowledgement
 * @param bytes how many bytes they may have; less than the sink's own memory
 */
public record UnderWay(EventSink sink, Budget records, Budget bytes) {}
