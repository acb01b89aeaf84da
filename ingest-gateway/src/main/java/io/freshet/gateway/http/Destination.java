package io.freshet.gateway.http;

import io.freshet.gateway.catalogue.Lookup;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.publish.EventSink;
import io.freshet.model.Reason;

/** Finds the type that a path names, and waits until its topic can be written to. Event loop of the request only. */
final class Destination {
    private final Call call;
    private final String name;
    private final Runnable next;

    /** @param next goes on once events of the type can be made durable; else the sender is told why they cannot */
    Destination(Call call, String name, Runnable next) {
        this.call = call;
        this.name = name;
        this.next = next;
    }

    void find() {
        if (!call.caller().mayPost(name)) {
            call.refuse(unknown());
            return;
        }
        ServedType served = call.gateway.catalogue().find(name);
        if (served != null) {
            found(served);
        } else {
            call.await(call.gateway.lookups().lookup(name), this::lookedUp);
        }
    }

    private void lookedUp(Lookup lookup) {
        switch (lookup) {
            case Lookup.Served(ServedType served) -> found(served);
            case Lookup.Unknown ignored -> call.refuse(unknown());
            case Lookup.Unavailable ignored ->
                call.refuse(Problem.of(
                        Reason.REGISTRY_UNAVAILABLE,
                        "Whether there is such a type cannot be told now; send the same again."));
        }
    }

    private void found(ServedType served) {
        call.found(served);
        EventSink sink = call.gateway.underWay().sink();
        EventSink.State state = sink.state(served.name());
        if (state == EventSink.State.PREPARING) {
            call.await(sink.prepare(served.name()), this::prepared);
        } else {
            prepared(state);
        }
    }

    private void prepared(EventSink.State state) {
        if (state == EventSink.State.READY) {
            next.run();
        } else {
            call.refuse(
                    Problem.of(Reason.BROKER_UNAVAILABLE, "Events cannot be made durable now; send the same again."));
        }
    }

    private Problem unknown() {
        return UnknownType.problem(call.gateway.catalogue(), call.caller());
    }
}
