package io.freshet.cli;

import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is added to logs after a moment, whole lines only. Not thread-safe. */
final class FollowedLogs {
    private static final long GLANCE_MS = 300;
    private static final int MOST_AT_ONCE = 1 << 20;

    private final List<PartSpec> parts;
    private final Map<Path, Long> read = new LinkedHashMap<>();
    private Path shown;

    private FollowedLogs(List<PartSpec> parts) {
        this.parts = parts;
        this.shown = parts.getLast().log();
    }

    static FollowedLogs fromNow(List<PartSpec> parts) throws IOException {
        FollowedLogs followed = new FollowedLogs(parts);
        for (PartSpec part : parts) {
            followed.read.put(part.log(), size(part.log()));
        }
        return followed;
    }

    /** Prints until the thread is interrupted or none of the parts runs; another log's lines are headed by its name. */
    void follow(PrintWriter out) throws IOException, InterruptedException {
        boolean runs = true;
        while (runs) {
            runs = parts.stream().anyMatch(part -> PartProcess.running(part).isPresent());
            for (PartSpec part : parts) {
                print(part.log(), added(part.log()), out);
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MS);
        }
    }

    private void print(Path log, String text, PrintWriter out) {
        if (text.isEmpty()) {
            return;
        }
        if (!log.equals(shown)) {
            out.println("==> " + log);
            shown = log;
        }
        out.print(text);
        out.flush();
    }

    /** Up to the last whole line; a log that was begun anew is read from its beginning. */
    private String added(Path log) throws IOException {
        long size = size(log);
        long from = read.getOrDefault(log, 0L) > size ? 0 : read.getOrDefault(log, 0L);
        if (size == from) {
            read.put(log, from);
            return "";
        }
        byte[] bytes = new byte[(int) Math.min(size - from, MOST_AT_ONCE)];
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            file.readFully(bytes);
        }
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        int whole = end == 0 && bytes.length == MOST_AT_ONCE ? MOST_AT_ONCE : end;
        read.put(log, from + whole);
        return new String(bytes, 0, whole, StandardCharsets.UTF_8);
    }

    private static long size(Path log) throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }
}
