package io.freshet.local.part;

import java.util.List;

/** What our own parts log: warnings of the libraries, everything worth a line of ours, nothing of the named chatterers. */
@SuppressWarnings("OrphanedFormatString") // the formatter of the logs reads it
public final class QuietLog {
    /** There is another logging library on the parts' class path, which would be taken otherwise. */
    public static final String OPTION = "-Dorg.jboss.logging.provider=jdk";

    private QuietLog() {}

    /** The content of a {@code java.util.logging} configuration file. */
    public static String properties(List<String> silenced) {
        StringBuilder lines = new StringBuilder("""
                handlers=java.util.logging.ConsoleHandler
                .level=WARNING
                io.freshet.level=INFO
                java.util.logging.ConsoleHandler.level=ALL
                java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
                java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tLZ %4$s [%3$s] %5$s%6$s%n
                """);
        silenced.forEach(category -> lines.append(category).append(".level=SEVERE\n"));
        return lines.toString();
    }
}
