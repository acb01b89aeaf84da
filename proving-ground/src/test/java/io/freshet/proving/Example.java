package io.freshet.proving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A fenced block of a document that a reader would copy: a shell script ({@code sh}, {@code bash}), a query ({@code sql}), or a file.
 *
 * <p>A block without a language, or of {@code json} or {@code text}, that follows a script with nothing but blank lines between them is
 * what the script prints; {@code …} in it stands for any text, and white space counts for nothing. A comment before the block may say
 * otherwise: {@code <!-- example: not run: why -->}, {@code <!-- example: exits 3 -->}, {@code <!-- example: file my-job.yaml -->}.
 *
 * @param line of the opening fence, from 1
 * @param file the name that the block is to be saved under; empty if it is to be run
 * @param output what it must print; empty where the document does not say
 * @param exits the exit code that one of its commands must end with, 0 if all must succeed
 */
record Example(int line, Optional<String> file, String text, Optional<String> output, int exits) {
    private static final Pattern NOTE = Pattern.compile("<!-- example: (.*) -->");
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final List<String> SCRIPTS = List.of("sh", "bash", "sql");
    private static final List<String> PRINTED = List.of("", "json", "text");

    /** Those of a document, in its order; blocks that are not run are not among them. */
    static List<Example> of(Path document) {
        try {
            return of(Files.readAllLines(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Example> of(List<String> lines) {
        List<Example> found = new ArrayList<>();
        String note = "";
        boolean afterScript = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher fence = FENCE.matcher(line);
            Matcher said = NOTE.matcher(line);
            if (said.matches()) {
                note = said.group(1);
                afterScript = false;
            } else if (fence.matches()) {
                int end = closing(lines, i);
                String text = String.join("\n", lines.subList(i + 1, end));
                String language = fence.group(1);
                if (afterScript && note.isEmpty() && PRINTED.contains(language)) {
                    found.set(found.size() - 1, found.getLast().printing(text));
                    afterScript = false;
                } else {
                    Optional<Example> example = example(i + 1, language, text, note);
                    example.ifPresent(found::add);
                    afterScript = example.filter(e -> e.file().isEmpty()).isPresent();
                }
                note = "";
                i = end;
            } else if (!line.isEmpty()) {
                note = "";
                afterScript = false;
            }
        }
        return found;
    }

    private static int closing(List<String> lines, int opening) {
        for (int i = opening + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("```")) {
                return i;
            }
        }
        throw new AssertionError("the block at line " + (opening + 1) + " has no end");
    }

    private static Optional<Example> example(int line, String language, String text, String note) {
        if (note.startsWith("file ")) {
            return Optional.of(new Example(line, Optional.of(note.substring(5)), text, Optional.empty(), 0));
        }
        if (note.startsWith("not run: ") || !SCRIPTS.contains(language)) {
            return Optional.empty();
        }
        int exits = note.startsWith("exits ") ? Integer.parseInt(note.substring(6)) : 0;
        String script = language.equals("sql") ? "./freshet sql \"$(cat <<'END'\n" + text + "\nEND\n)\"" : text;
        return Optional.of(new Example(line, Optional.empty(), script, Optional.empty(), exits));
    }

    private Example printing(String printed) {
        return new Example(line, file, text, Optional.of(printed), exits);
    }

    /** Whether it only asks, so that it may be asked again until what was sent before has arrived. */
    boolean asks() {
        return text.lines()
                .filter(command -> command.startsWith("./freshet") || command.contains("curl "))
                .allMatch(command -> command.startsWith("./freshet sql") || command.startsWith("./freshet results"));
    }

    /** Whether {@code actual} is what the document shows. */
    boolean isPrintedAs(String actual) {
        return output.map(shown -> Arrays.stream(bare(shown).split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .map(pattern -> bare(actual).matches(pattern))
                .orElse(true);
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }
}
