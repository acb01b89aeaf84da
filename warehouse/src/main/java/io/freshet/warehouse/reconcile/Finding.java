package io.freshet.warehouse.reconcile;

/**
 * Something that does not agree.
 *
 * @param what for a person: what was found where
 * @param key of the file, or empty where it is not about one
 */
public record Finding(Kind kind, String topic, String key, String what, Repair repair) {

    /** What can be wrong. */
    public enum Kind {
        /** The manifest has the file, the store does not. */
        DELETED,
        /** The object is shorter than the manifest says. */
        TRUNCATED,
        /** The object is not the one that the relay wrote. */
        ALTERED,
        /** The object lies under another name. */
        RENAMED,
        /** The object is there, the manifest does not know it. */
        NOT_BOOKED,
        /** The file is there for longer than loading takes, and no row of it is in the table. */
        NOT_LOADED,
        /** The pipe is paused, and files wait. */
        PIPE_PAUSED,
        /** The warehouse skipped the file. */
        LOAD_FAILED,
        /** The file was loaded, and the table does not have all of its rows. */
        ROWS_MISSING,
        /** The table has rows of the same records more than once. */
        LOADED_TWICE,
        /** Offsets between two files are in none. */
        GAP,
        /** Offsets are in two files of different ranges. */
        OVERLAP,
        /** Records of an hour in Kafka, in the files and in the table differ in number. */
        COUNTS_DIFFER
    }
}
