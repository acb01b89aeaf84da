package io.freshet.warehouse.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of statements with variables in it. Pure. */
final class Script {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z0-9_]+)}");
    /** What stands in a name or between quotes must not end it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_:/.+=@, -]*");

    private Script() {}

    /**
     * Its statements, with values for the variables.
     *
     * @param name of the file, without its ending
     * @throws IllegalArgumentException naming a variable without a value, or with one that could be more than a value
     */
    static List<Statement> statements(String name, String text, Map<String, String> variables) {
        List<Statement> statements = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("--")) {
                continue;
            }
            sql.append(sql.isEmpty() ? "" : "\n").append(line);
            if (line.endsWith(";")) {
                sql.setLength(sql.length() - 1);
                String id = name + "/" + (statements.size() + 1);
                statements.add(new Statement(id, filled(name, sql.toString().strip(), variables), false));
                sql.setLength(0);
            }
        }
        if (!sql.toString().isBlank()) {
            throw new IllegalArgumentException(name + ": the last statement does not end with a semicolon");
        }
        return statements;
    }

    static String filled(String name, String sql, Map<String, String> variables) {
        Matcher matcher = VARIABLE.matcher(sql);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String variable = matcher.group(1);
            String value = variables.get(variable);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException(
                        name + " needs the setting 'migrate." + variable.replace('_', '-') + "'.");
            }
            if (!PLAIN.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "The setting 'migrate." + variable.replace('_', '-') + "' has characters that it cannot have.");
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }
}
