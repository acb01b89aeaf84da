package io.freshet.warehouse.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All files that there are of one range. */
final class Copies {
    final FileRange range;
    /** In the order in which the manifest took them. */
    final List<BookedFile> booked = new ArrayList<>();
    /** Objects among the relay's own that the manifest does not know. */
    final List<StoredObject> unbooked = new ArrayList<>();
    /** Objects in other places. */
    final List<StoredObject> elsewhere = new ArrayList<>();

    Copies(FileRange range) {
        this.range = range;
    }

    long rows() {
        return all().getLast().rows();
    }

    /** Whatever the table may have rows of. */
    List<BookedFile> all() {
        return Stream.concat(unbooked.stream().flatMap(object -> object.asBooked().stream()), booked.stream())
                .toList();
    }

    /** The very object under another name; null when it lies nowhere. */
    @Nullable
    StoredObject moved(BookedFile file) {
        return Stream.concat(unbooked.stream(), elsewhere.stream())
                .filter(object -> object.is(file))
                .findFirst()
                .orElse(null);
    }
}
