package io.freshet.cli;

import io.freshet.cli.send.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the cells of a CSV file become fields. */
final class CsvOptions {
    private static final Pattern FIELD_AND_FORMAT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.+)");

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            split = ",",
            description =
                    "The field of each column, with - for a column that is left out; the file's own header line is then"
                            + " skipped. Default: the header line names the fields.")
    private @Nullable List<String> columns;

    @Option(names = "--no-header", description = "The first line is a row. Needs --columns.")
    private boolean noHeader;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "The same value for a field of every row; may be repeated.")
    private Map<String, String> fixed = new LinkedHashMap<>();

    @Option(
            names = "--time-format",
            paramLabel = "[FIELD=]PATTERN",
            description = "How times are written, for example 'dd.MM.yyyy HH:mm:ss z': of one field, or of all.")
    private List<String> timeFormats = new ArrayList<>();

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "Between cells (default: a comma; a tab in .tsv).")
    private @Nullable Character separator;

    Mapping mapping(Path file) {
        if (noHeader && columns == null) {
            throw new Failure("--no-header needs --columns: without a header line nothing else names the fields.");
        }
        Map<String, String> times = new LinkedHashMap<>();
        for (String format : timeFormats) {
            Matcher named = FIELD_AND_FORMAT.matcher(format);
            boolean ofOneField = named.matches();
            times.put(ofOneField ? named.group(1) : "", ofOneField ? named.group(2) : format);
        }
        return new Mapping(columns, !noHeader, separator(file), fixed, times);
    }

    private char separator(Path file) {
        if (separator != null) {
            return separator;
        }
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
    }
}
