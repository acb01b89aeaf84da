package io.freshet.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One visit of one person to the shop. At every step most go on and some leave:
 *
 * <pre>
 *   home ─▶ category ─▶ product ─▶ cart ─▶ checkout (log in) ─▶ order
 *              ▲            │
 *              └────────────┘
 * </pre>
 */
final class Visit implements Actor {
    private static final String ACTIVITY = "user-activity";
    private static final Duration READING = Duration.ofSeconds(9);
    private static final Duration TYPING = Duration.ofSeconds(4);
    private static final int CATEGORIES = 12;
    private static final int PRODUCTS = 400;
    private static final String SHOP = "https://shop.example";

    private final Person person;
    private final Chance chance;
    private @Nullable Instant next;
    private Stage stage = Stage.HOME;

    /** Where the person is. */
    private enum Stage {
        HOME,
        CATEGORY,
        PRODUCT,
        CART,
        LOGIN,
        CHECKOUT
    }

    Visit(Person person, Chance chance, Instant from) {
        this.person = person;
        this.chance = chance;
        this.next = from;
    }

    @Override
    public @Nullable Instant next() {
        return next;
    }

    @Override
    public void act(Scene scene) {
        Instant now = Objects.requireNonNull(next);
        switch (stage) {
            case HOME -> {
                see(scene, now, "/");
                go(0.7, Stage.CATEGORY, now);
            }
            case CATEGORY -> category(scene, now);
            case PRODUCT -> product(scene, now);
            case CART -> {
                see(scene, now, "/cart");
                go(0.6, Stage.LOGIN, now);
            }
            case LOGIN -> logIn(scene, now);
            case CHECKOUT -> order(scene, now);
        }
    }

    private void category(Scene scene, Instant now) {
        String page = "/category/" + chance.between(1, CATEGORIES);
        see(scene, now, page);
        if (chance.happens(0.5)) {
            does(scene, now.plusMillis(700), "scroll", page);
        }
        if (chance.happens(0.25)) {
            does(scene, now.plusMillis(1500), "search", page);
        }
        go(0.75, Stage.PRODUCT, now);
    }

    private void product(Scene scene, Instant now) {
        String page = "/product/" + chance.between(1, PRODUCTS);
        see(scene, now, page);
        if (chance.happens(0.6)) {
            does(scene, now.plusMillis(900), "click", page);
        }
        if (chance.happens(0.3)) {
            go(1, Stage.CART, now);
        } else {
            go(0.65, Stage.CATEGORY, now);
        }
    }

    private void logIn(Scene scene, Instant now) {
        boolean mistyped = chance.happens(0.08);
        ObjectNode login = Scene.fields("timestamp", now)
                .put("user_id", person.id())
                .put("ip_address", person.address())
                .put("status", mistyped ? "FAILED" : "SUCCESS");
        scene.happens(now, "login-events", login);
        stage = mistyped ? Stage.LOGIN : Stage.CHECKOUT;
        next = now.plus(chance.wait(TYPING));
    }

    private void order(Scene scene, Instant now) {
        see(scene, now, "/checkout");
        next = null;
        if (chance.happens(0.85)) {
            does(scene, now.plusMillis(1), "purchase", "/checkout");
            scene.enter(new Order(person, chance.split(), now.plusMillis(2)));
        }
    }

    private void see(Scene scene, Instant now, String page) {
        does(scene, now, "view", page);
        scene.happens(
                now,
                "clickstream-events",
                Scene.fields("event_time", now).put("user_id", person.id()).put("page_url", SHOP + page));
    }

    private void does(Scene scene, Instant now, String action, String page) {
        scene.happens(
                now,
                ACTIVITY,
                Scene.fields("timestamp", now)
                        .put("user_id", person.id())
                        .put("action", action)
                        .put("page", page)
                        .put("country", person.country()));
    }

    private void go(double probability, Stage to, Instant now) {
        stage = to;
        next = chance.happens(probability) ? now.plus(chance.wait(READING)).plusSeconds(2) : null;
    }
}
