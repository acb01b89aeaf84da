package io.freshet.relay.encode;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the rows of a file look like. The name stands in intents and in the object's metadata: a change of the rows gets a new name, and
 * the old one stays writable for one release, so that its intents can be finished.
 */
public enum Format {
    /** Of the release before: control records had rows. */
    AVRO_1("ndjson-1", ValueForm.AVRO, false),
    AVRO("ndjson-2", ValueForm.AVRO, true),
    JSON("ndjson-2-json", ValueForm.JSON, true),
    BYTES("ndjson-2-bytes", ValueForm.BYTES, true);

    private final String label;
    private final ValueForm form;
    private final boolean skipsControl;

    Format(String label, ValueForm form, boolean skipsControl) {
        this.label = label;
        this.form = form;
        this.skipsControl = skipsControl;
    }

    public String label() {
        return label;
    }

    ValueForm form() {
        return form;
    }

    /** Whether records that say something of the stream, and are no event themselves, are left out. */
    boolean skipsControl() {
        return skipsControl;
    }

    /** The format in which new files with such values are written. */
    public static Format of(ValueForm form) {
        return switch (form) {
            case AVRO -> AVRO;
            case JSON -> JSON;
            case BYTES -> BYTES;
        };
    }

    /** Empty for a name that this release does not write. */
    public static Optional<Format> named(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst();
    }
}
