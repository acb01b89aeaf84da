package io.freshet.gateway.admission.keyfile;

import io.freshet.gateway.admission.KeyEntry;
import io.freshet.gateway.admission.KeyRing;
import io.freshet.gateway.declare.Declaration;
import io.freshet.gateway.declare.DeclarationException;
import io.freshet.gateway.declare.Section;
import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of keys. */
public final class KeyFile {
    private final String name;

    /** @param name stands in messages */
    public KeyFile(String name) {
        this.name = name;
    }

    /**
     * The keys of a text.
     *
     * @param before whose quotas go on; null for none
     */
    public KeyRing read(String text, @Nullable KeyRing before, TimeMeter clock) throws DeclarationException {
        Section root = Declaration.read(name, text);
        Section keys = root.child("keys");
        root.refuseOthers();
        if (keys == null) {
            throw root.wrong("keys", "is missing; it is the list of keys");
        }
        List<KeyEntry> entries = new ArrayList<>();
        for (Section each : keys.elements()) {
            entries.add(new EntryReader(each).read());
        }
        if (entries.isEmpty()) {
            throw keys.wrong("", "is empty: nobody could send");
        }
        try {
            return new KeyRing(entries, before, clock);
        } catch (IllegalArgumentException e) {
            throw keys.wrong("", "do not fit together. " + e.getMessage());
        }
    }
}
