package io.freshet.warehouse.reconcile;

/** What puts a finding right. Nothing is ever overwritten or deleted. */
public sealed interface Repair {
    /** One sentence for a person. */
    String say();

    /** The relay's program writes the range again, under a name that was never used, and enters it in the manifest. */
    record Rewrite(String key, FileRange range, String format, String codec, String afterwards) implements Repair {
        @Override
        public String say() {
            return "write " + range + " again as " + key + (afterwards.isEmpty() ? "" : "; then " + afterwards);
        }
    }

    /** The relay's program enters an object that is there in the manifest. */
    record Enter(String key, FileRange range, String format, String codec) implements Repair {
        @Override
        public String say() {
            return "enter " + key + " in the manifest";
        }
    }

    /** The warehouse is told to look at the file. */
    record Refresh(String table, String key) implements Repair {
        @Override
        public String say() {
            return "ALTER PIPE of " + table + " REFRESH for " + key;
        }
    }

    /** The pipe is told to go on. */
    record Resume(String table) implements Repair {
        @Override
        public String say() {
            return "ALTER PIPE of " + table + " SET PIPE_EXECUTION_PAUSED = FALSE";
        }
    }

    /** Only a person can do it, or should. */
    record ByHand(String say) implements Repair {}
}
