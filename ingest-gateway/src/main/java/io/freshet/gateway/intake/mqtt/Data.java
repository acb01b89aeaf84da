package io.freshet.gateway.intake.mqtt;

import io.freshet.gateway.intake.Original;
import io.freshet.model.Reason;

/** What a payload is as JSON. */
sealed interface Data {

    /** JSON, or what the type will refuse as none. */
    record Json(Original text) implements Data {}

    record Wrong(Reason reason, String pointer, String detail) implements Data {}
}
