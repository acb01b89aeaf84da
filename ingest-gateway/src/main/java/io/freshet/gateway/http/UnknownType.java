package io.freshet.gateway.http;

import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.catalogue.TypeCatalogue;
import io.freshet.model.Reason;
import java.util.List;

/** Tells a sender that a type is none, and which ones it can post; never one that it cannot. */
final class UnknownType {
    private static final int MOST_NAMED = 20;

    private UnknownType() {}

    static Problem problem(TypeCatalogue catalogue, Caller caller) {
        List<String> names =
                catalogue.names().stream().filter(caller::mayPost).sorted().toList();
        return Problem.of(Reason.UNKNOWN_TYPE, "There is no such event type here that can be posted" + named(names));
    }

    private static String named(List<String> names) {
        if (names.isEmpty()) {
            return "; there is none at all.";
        }
        int more = names.size() - MOST_NAMED;
        String some = String.join(", ", more > 0 ? names.subList(0, MOST_NAMED) : names);
        return more > 0 ? "; there are %s and %d more.".formatted(some, more) : "; there are: " + some + ".";
    }
}
