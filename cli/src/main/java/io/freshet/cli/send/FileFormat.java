package io.freshet.cli.send;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How a file holds its rows. */
public enum FileFormat {
    CSV,
    /** One JSON object a line. */
    NDJSON;

    /** By the file's name, else by its first character: an opening brace begins JSON. */
    public static FileFormat of(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return CSV;
        }
        if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
            return NDJSON;
        }
        return switch (firstCharacter(file)) {
            case '{' -> NDJSON;
            case '[' ->
                throw new SendFailure(file + " holds one JSON array. Freshet reads one object a line; for example: "
                        + "jq -c '.[]' " + file + " > rows.ndjson");
            default -> CSV;
        };
    }

    private static int firstCharacter(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int next = in.read();
            while (next == ' ' || next == '\t' || next == '\r' || next == '\n' || isMark(next)) {
                next = in.read();
            }
            return next;
        }
    }

    /** One of the three bytes of a byte order mark, none of which begins a row of JSON. */
    private static boolean isMark(int next) {
        return next == 0xEF || next == 0xBB || next == 0xBF;
    }
}
