package io.freshet.cli.types;

import io.freshet.cli.Failure;
import io.freshet.model.EventType.InvalidEventTypeException;
import io.freshet.model.EventTypeDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads an event type from an Avro schema file. */
public final class SchemaFile {
    private SchemaFile() {}

    /**
     * @param name the type's; null: the file's name up to its last dot
     * @throws Failure naming everything that is wrong
     */
    public static EventTypeDefinition read(Path file, @Nullable String name) {
        try {
            return EventTypeDefinition.of(name != null ? name : nameOf(file), parse(file));
        } catch (InvalidEventTypeException e) {
            throw new Failure(file + " is no event type:\n  " + String.join("\n  ", e.problems()), e);
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new Failure("There is no file " + file, e);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e, e);
        } catch (RuntimeException e) {
            // Of a file that is no schema, Avro's parser also says it with null pointers.
            throw new Failure(file + " is no Avro schema: " + e.getMessage(), e);
        }
    }

    private static String nameOf(Path file) {
        String whole = String.valueOf(file.getFileName());
        int dot = whole.lastIndexOf('.');
        return dot > 0 ? whole.substring(0, dot) : whole;
    }
}
