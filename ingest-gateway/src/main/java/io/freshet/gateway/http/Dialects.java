package io.freshet.gateway.http;

import io.freshet.gateway.admission.Limits;
import io.freshet.gateway.intake.TypedEvents;
import io.freshet.gateway.intake.cloudevents.CloudEvents;
import io.freshet.gateway.intake.tracker.Segment;
import io.freshet.gateway.intake.tracker.Snowplow;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All protocols that are spoken, and where. Immutable; any thread. */
public final class Dialects {
    private static final List<String> SNOWPLOW_POST = List.of("/com.snowplowanalytics.snowplow/tp2");
    private static final String SNOWPLOW_GET = "/i";
    /** Segment's paths under {@code /v1/}, the short ones of its browser SDK among them. */
    private static final Map<String, String> SEGMENT_CALLS = Map.ofEntries(
            Map.entry("batch", "batch"),
            Map.entry("b", "batch"),
            Map.entry("import", "batch"),
            Map.entry("track", "track"),
            Map.entry("t", "track"),
            Map.entry("page", "page"),
            Map.entry("p", "page"),
            Map.entry("screen", "screen"),
            Map.entry("s", "screen"),
            Map.entry("identify", "identify"),
            Map.entry("i", "identify"),
            Map.entry("group", "group"),
            Map.entry("g", "group"),
            Map.entry("alias", "alias"),
            Map.entry("a", "alias"));

    private final Dialect plain;
    private final Dialect pixel = new PixelDialect();
    private final Dialect cloudEvents;
    private final Dialect snowplow;
    private final Map<String, Dialect> posted = new HashMap<>();
    private final Map<String, Dialect> got = new HashMap<>();

    /**
     * @param ids makes an id for an event that has none
     * @param snowplowPaths more paths for Snowplow's trackers, posted and got, since blockers know the usual ones
     */
    public Dialects(Limits limits, Supplier<String> ids, List<String> snowplowPaths) {
        plain = new NativeDialect(new TypedEvents(limits));
        cloudEvents = new CloudEventsDialect(new CloudEvents(limits.events()));
        snowplow = new SnowplowDialect(new Snowplow(limits.events(), ids));
        Segment segment = new Segment(limits.events(), ids);
        SEGMENT_CALLS.forEach((path, call) -> posted.put("/v1/" + path, new SegmentDialect(segment, call)));
        SNOWPLOW_POST.forEach(path -> posted.put(path, snowplow));
        got.put(SNOWPLOW_GET, snowplow);
        for (String path : snowplowPaths) {
            posted.putIfAbsent(path, snowplow);
            got.putIfAbsent(path, snowplow);
        }
    }

    /** Of a request to one of Freshet's own paths. */
    Dialect of(HttpServerRequest request, RequestHead head) {
        return CloudEventsDialect.speaks(request, head) ? cloudEvents : plain;
    }

    Dialect plain() {
        return plain;
    }

    Dialect pixel() {
        return pixel;
    }

    /** By path: whose events are posted. */
    Map<String, Dialect> posted() {
        return posted;
    }

    /** By path: whose events are in the query string. */
    Map<String, Dialect> got() {
        return got;
    }
}
