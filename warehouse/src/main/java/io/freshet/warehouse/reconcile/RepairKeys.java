package io.freshet.warehouse.reconcile;

import java.util.Set;

/**
 * Names for files that are written again: {@code ….r1.ndjson.zst} beside {@code ….ndjson.zst}, where the pipe sees it, or the same under
 * {@code restored/}, where it does not.
 */
final class RepairKeys {
    static final String RESTORED = "restored/";
    private static final String EXTENSION = ".ndjson.";

    private final Set<String> taken;

    /** @param taken every name that manifest, store or history know; those that are given out are added */
    RepairKeys(Set<String> taken) {
        this.taken = taken;
    }

    /** For a file that is to be loaded. */
    String toLoad(String key) {
        return free(bare(key));
    }

    /** For a file whose rows are in the warehouse already. */
    String toKeep(String key) {
        String bare = bare(key);
        return free(bare.startsWith(RESTORED) ? bare : RESTORED + bare);
    }

    /** The name that a file of these offsets would have beside the other. */
    static String sibling(FileRange of, String key, FileRange other) {
        return key.replace(offsets(of), offsets(other));
    }

    private static String offsets(FileRange range) {
        return "%020d-%020d".formatted(range.from(), range.until());
    }

    private String free(String bare) {
        int at = bare.lastIndexOf(EXTENSION);
        String name = at < 0 ? bare : bare.substring(0, at);
        String extension = at < 0 ? "" : bare.substring(at);
        for (int n = 1; ; n++) {
            String key = name + ".r" + n + extension;
            if (taken.add(key)) {
                return key;
            }
        }
    }

    private static String bare(String key) {
        return key.replaceFirst("\\.r\\d+(?=\\.ndjson\\.)", "");
    }
}
