package io.freshet.cli.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of text in aligned columns, a column of numbers alone to the right; long cells are cut off. */
public final class TextTable {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.,]*([eE][+-]?[0-9]+)?|-|NULL");

    /** Longer cells are cut: a table is for reading, other formats have everything. */
    private static final int LONGEST = 160;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<String> head) {
        this.head = List.copyOf(head);
    }

    public void add(List<String> row) {
        rows.add(
                row.stream().map(TextTable::onOneLine).map(TextTable::shortened).toList());
    }

    private static String shortened(String cell) {
        return length(cell) <= LONGEST ? cell : cell.substring(0, cell.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String onOneLine(String cell) {
        return cell.replace("\\", "\\\\")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    public void print(PrintWriter out) {
        List<Integer> widths = new ArrayList<>();
        List<Boolean> numeric = new ArrayList<>();
        for (int column = 0; column < head.size(); column++) {
            int at = column;
            widths.add(Math.max(
                    length(head.get(at)),
                    rows.stream().mapToInt(row -> length(row.get(at))).max().orElse(0)));
            numeric.add(!rows.isEmpty()
                    && rows.stream().allMatch(row -> NUMBER.matcher(row.get(at)).matches()));
        }
        out.println(line(head, widths, numeric));
        out.println(line(widths.stream().map("-"::repeat).toList(), widths, numeric));
        rows.forEach(row -> out.println(line(row, widths, numeric)));
    }

    private static String line(List<String> cells, List<Integer> widths, List<Boolean> numeric) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String gap = " ".repeat(widths.get(column) - length(cell));
            line.append(column == 0 ? "" : "  ").append(numeric.get(column) ? gap + cell : cell + gap);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
