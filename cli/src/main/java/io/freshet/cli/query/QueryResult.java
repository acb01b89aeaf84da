package io.freshet.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a query found.
 *
 * @param rows each with a value for every column
 * @param truncated whether there are more rows than the twin gives at once
 */
public record QueryResult(List<String> columns, List<List<JsonNode>> rows, boolean truncated) {}
