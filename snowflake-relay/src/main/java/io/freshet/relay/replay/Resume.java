package io.freshet.relay.replay;

import io.freshet.relay.cut.ObjectKeys;
import io.freshet.relay.cut.Range;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Where a replay goes on that was ended before its time, by the files that it has written. Pure. */
final class Resume {
    private Resume() {}

    /**
     * The end of the chain of files that begins where the range does.
     *
     * @param keys in the partition's folder
     * @param names what they are called
     * @return where to go on, at most the range's end
     * @throws ReplayException when the files are those of another replay
     */
    static long position(Range range, ObjectKeys names, Collection<String> keys) throws ReplayException {
        Map<Long, Long> files = new TreeMap<>();
        for (String key : keys) {
            names.range(range.origin(), key).ifPresent(file -> files.put(file.from(), file.until()));
        }
        long position = range.from();
        for (Map.Entry<Long, Long> file : files.entrySet()) {
            if (file.getKey() != position || file.getValue() > range.until()) {
                throw new ReplayException("The prefix already holds files of another replay of "
                        + range.origin().topic() + ", partition "
                        + range.origin().partition() + ": offsets "
                        + file.getKey() + " to " + file.getValue() + " do not go on from " + position
                        + ". Take another prefix, or the same bounds as before.");
            }
            position = file.getValue();
        }
        return position;
    }
}
