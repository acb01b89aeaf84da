package io.freshet.gateway.catalogue;

import io.freshet.model.EventType;
import io.freshet.model.json.JsonToAvro;

/** A type in the version that is served now, with its compiled transcoder. */
public record ServedType(EventType type, JsonToAvro transcoder) {

    static ServedType of(EventType type) {
        return new ServedType(type, JsonToAvro.of(type));
    }

    public String name() {
        return type.name();
    }
}
