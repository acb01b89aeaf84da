package io.freshet.local.twin.load;

import java.util.List;

/** In which order, how late and how often the loader hears of files. For one thread. */
public interface Announcements {
    /** Each at once, once, in the order of the names: what a person at a laptop wants. */
    Announcements AS_LISTED = listed -> listed;

    /**
     * What is heard now.
     *
     * @param listed files in the store that were not looked at yet
     */
    List<StoredFile> hear(List<StoredFile> listed);

    /** Whether they stand for a cloud's notifications, of which a pipe knows only those of the last 14 days. */
    default boolean simulated() {
        return false;
    }
}
