package io.freshet.cli.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where actors act: takes what happens, and lets newcomers in. One thread. */
final class Scene {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SOURCE = "freshet-demo";

    private final String run;
    private final List<DemoEvent> happened = new ArrayList<>();
    private final List<Actor> newcomers = new ArrayList<>();
    private long count;

    /** @param run begins the id of every event, so that two runs of the same seed are different events */
    Scene(String run) {
        this.run = run;
    }

    /** The fields of an event to be filled in; its time is written as ISO 8601. */
    static ObjectNode fields(String timeField, Instant time) {
        return JSON.createObjectNode().put(timeField, time.toString());
    }

    /** An event whose type has no id among its fields. */
    void happens(Instant time, String type, ObjectNode fields) {
        count++;
        fields.putObject("_meta").put("id", run + "/" + count).put("source", SOURCE);
        happened.add(new DemoEvent(time, type, fields.toString()));
    }

    /** An event whose own fields are its id. */
    void measured(Instant time, String type, ObjectNode fields) {
        happened.add(new DemoEvent(time, type, fields.toString()));
    }

    void enter(Actor actor) {
        newcomers.add(actor);
    }

    List<DemoEvent> takeHappened() {
        List<DemoEvent> taken = List.copyOf(happened);
        happened.clear();
        return taken;
    }

    List<Actor> takeNewcomers() {
        List<Actor> taken = List.copyOf(newcomers);
        newcomers.clear();
        return taken;
    }
}
