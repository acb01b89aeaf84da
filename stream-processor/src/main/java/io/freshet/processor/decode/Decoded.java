package io.freshet.processor.decode;

import io.freshet.model.Reason;
import java.math.BigDecimal;

/** What a record of the source topic turned out to be. */
public sealed interface Decoded {

    /** @param total exact, with the scale of the writer's schema */
    record Order(String customerId, BigDecimal total) implements Decoded {}

    /** It is no order, and reading it again would not make it one. */
    record Undecodable(Reason reason, String detail) implements Decoded {}
}
