package io.freshet.cli.demo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of an order: it is placed, paid and shipped; now and then it is cancelled instead. */
final class Order implements Actor {
    private static final List<String> STATUSES = List.of("placed", "paid", "shipped");
    private static final Duration NEXT_STATUS = Duration.ofSeconds(40);

    private final Person person;
    private final Chance chance;
    private final String id;
    private final BigDecimal total;
    private @Nullable Instant next;
    private int status;

    Order(Person person, Chance chance, Instant from) {
        this.person = person;
        this.chance = chance;
        this.next = from;
        this.id = UUID.nameUUIDFromBytes((person.id() + from).getBytes(StandardCharsets.UTF_8))
                .toString();
        this.total = BigDecimal.valueOf(chance.between(499, 24_999), 2);
    }

    @Override
    public @Nullable Instant next() {
        return next;
    }

    @Override
    public void act(Scene scene) {
        Instant now = Objects.requireNonNull(next);
        boolean cancelled = status > 0 && chance.happens(0.05);
        scene.happens(
                now,
                "order-events",
                Scene.fields("created_at", now)
                        .put("order_id", id)
                        .put("customer_id", person.id())
                        .put("order_status", cancelled ? "cancelled" : STATUSES.get(status))
                        .put("order_total", total));
        status++;
        next = cancelled || status == STATUSES.size() ? null : now.plus(chance.wait(NEXT_STATUS));
    }
}
