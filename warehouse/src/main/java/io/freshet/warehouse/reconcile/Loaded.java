package io.freshet.warehouse.reconcile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of one range is in the table.
 *
 * @param isWhole whether all rows of some copy are there; so are those of a file without rows
 * @param times how often the whole of it is there
 * @param rows of it in the table, of all copies
 * @param whole a copy whose rows are there once; null when there is none
 * @param remains another copy of which rows are there; null when there is none
 */
record Loaded(
        boolean isWhole,
        long times,
        long rows,
        @Nullable String whole,
        @Nullable String remains) {

    static Loaded of(List<BookedFile> copies, Evidence evidence) {
        long times = 0;
        long rows = 0;
        boolean nothingToLoad = false;
        String whole = null;
        String remains = null;
        for (BookedFile copy : copies) {
            long there = evidence.rows().getOrDefault(copy.key(), 0L);
            rows += there;
            nothingToLoad |= copy.rows() == 0;
            times += copy.rows() > 0 ? there / copy.rows() : 0;
            if (there > 0 && there == copy.rows() && whole == null) {
                whole = copy.key();
            } else if (there > 0) {
                remains = copy.key();
            }
        }
        return new Loaded(times > 0 || nothingToLoad, times, rows, whole, remains);
    }
}
