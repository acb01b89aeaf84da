package io.freshet.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultPrinterTest {
    private static final List<List<JsonNode>> ROWS = List.of(
            List.of(new TextNode("view"), new IntNode(17055)),
            List.of(new TextNode("a \"cart\", or\nso"), new IntNode(165)),
            List.of(NullNode.instance, new IntNode(3)));

    @Test
    void alignsColumns() {
        assertThat(print(ResultFormat.TABLE))
                .containsExactly(
                        "type                  n",
                        "----------------  -----",
                        "view              17055",
                        "a \"cart\", or\\nso    165",
                        "NULL                  3",
                        "3 rows");
    }

    @Test
    void cutsLongCellsInTablesOnly() {
        StringWriter text = new StringWriter();
        ResultPrinter printer = new ResultPrinter(new PrintWriter(text));
        List<List<JsonNode>> row = List.of(List.of(new TextNode("x".repeat(500))));

        printer.print(ResultFormat.TABLE, List.of("src"), row);
        assertThat(text.toString()).contains("x".repeat(159) + "…").doesNotContain("x".repeat(160));

        printer.print(ResultFormat.CSV, List.of("src"), row);
        assertThat(text.toString()).contains("x".repeat(500));
    }

    @Test
    void quotesCsvWhereItMust() {
        assertThat(print(ResultFormat.CSV))
                .containsExactly("type,n", "view,17055", "\"a \"\"cart\"\", or", "so\",165", ",3");
    }

    @Test
    void writesJsonObjects() {
        assertThat(String.join("", print(ResultFormat.JSON)).replace(" ", ""))
                .isEqualTo("[{\"type\":\"view\",\"n\":17055},{\"type\":\"a\\\"cart\\\",or\\nso\",\"n\":165},"
                        + "{\"type\":null,\"n\":3}]");
    }

    @Test
    void keepsAmountsAsTheyAre() {
        for (ResultFormat format : ResultFormat.values()) {
            StringWriter text = new StringWriter();
            List<List<JsonNode>> row = List.of(List.of(DecimalNode.valueOf(new BigDecimal("20.00"))));

            new ResultPrinter(new PrintWriter(text)).print(format, List.of("total"), row);

            assertThat(text.toString()).contains("20.00").doesNotContain("\r");
        }
    }

    private static List<String> print(ResultFormat format) {
        StringWriter text = new StringWriter();
        new ResultPrinter(new PrintWriter(text)).print(format, List.of("type", "n"), ROWS);
        return text.toString().lines().toList();
    }
}
