package io.freshet.cli.send;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file (RFC 4180) as JSON. A short row goes with the fields that it has. A cell beyond the last column goes as
 * a field {@code column_<n>}, so that the gateway refuses the row with a reason and keeps it.
 */
final class CsvRows implements RowReader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LONGEST_CELL = 1 << 24;

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final List<@Nullable CellField> columns;
    private final Map<CellField, String> fixed;
    private final EventIds ids;
    private long row;

    /** @throws SendFailure when the columns do not fit the type */
    CsvRows(InputStream in, Mapping mapping, Columns known, EventIds ids) {
        this.reader = CsvReader.builder()
                .fieldSeparator(mapping.separator())
                .skipEmptyLines(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(true)
                .maxBufferSize(LONGEST_CELL)
                .ofCsvRecord(in);
        List<String> own = mapping.columns();
        if (own != null && mapping.headerLine()) {
            // As a line and not as a record: headers are malformed more often than rows are.
            reader.skipLines(1);
        }
        this.records = reader.iterator();
        this.columns = known.resolve(own != null ? own : header());
        this.fixed = known.fixed();
        this.ids = ids;
    }

    private List<String> header() {
        if (!records.hasNext()) {
            throw new SendFailure("The file is empty: there is no header line that names the columns.");
        }
        return records.next().getFields().stream().map(String::strip).toList();
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord next = records.next();
            row++;
            return new Row(next.getStartingLineNumber(), json(next));
        } catch (CsvParseException e) {
            throw new SendFailure("Not CSV after row " + row + ": " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private byte[] json(CsvRecord cells) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            writeId(out);
            for (Map.Entry<CellField, String> field : fixed.entrySet()) {
                field.getKey().write(field.getValue(), out);
            }
            for (int i = 0; i < cells.getFieldCount(); i++) {
                writeCell(i, cells.getField(i), out);
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void writeId(JsonGenerator out) throws IOException {
        String id = ids.of(row);
        if (id != null) {
            out.writeObjectFieldStart("_meta");
            out.writeStringField("id", id);
            out.writeEndObject();
        }
    }

    private void writeCell(int column, String cell, JsonGenerator out) throws IOException {
        if (column >= columns.size()) {
            new CellField("column_" + (column + 1), CellType.TEXT, TimeText.DEFAULT).write(cell, out);
            return;
        }
        CellField field = columns.get(column);
        if (field != null) {
            field.write(cell, out);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
