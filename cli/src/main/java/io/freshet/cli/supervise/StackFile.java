package io.freshet.cli.supervise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.cli.Failure;
import io.freshet.local.part.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the layout of a stack from {@code up} to {@code down}, so that every command finds it and dead parts come back
 * where they were. Pids are not here: each part's own folder has its own.
 */
final class StackFile {
    private static final String NAME = "stack.json";
    private static final int VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path path;

    StackFile(DataDirectory data) {
        this.path = data.path().resolve(NAME);
    }

    /** Empty when nothing was started since the last {@code down}. @throws Failure when the file is damaged */
    Optional<Layout> read() {
        try {
            JsonNode root = JSON.readTree(Files.readString(path));
            if (root.path("version").asInt() != VERSION || !root.path("ports").isObject()) {
                throw damaged("it is not of version " + VERSION);
            }
            Map<PortName, Integer> numbers = new EnumMap<>(PortName.class);
            for (PortName name : PortName.values()) {
                numbers.put(name, root.path("ports").path(name.label()).asInt(name.usual()));
            }
            return Optional.of(new Layout(Ports.checked(numbers), jobs(root)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw damaged(e.getMessage());
        }
    }

    private static Optional<Path> jobs(JsonNode root) {
        return Optional.ofNullable(root.path("jobs").textValue()).map(Path::of);
    }

    private Failure damaged(String why) {
        return new Failure(path + " cannot be read (" + why + "). Delete it to go on with the usual ports.");
    }

    void write(Layout layout) {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ObjectNode numbers = root.putObject("ports");
        Arrays.stream(PortName.values())
                .forEach(name -> numbers.put(name.label(), layout.ports().of(name)));
        layout.jobs().ifPresent(folder -> root.put("jobs", folder.toString()));
        try {
            PrivateFiles.write(path, root.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new Failure(path + " cannot be written: " + e, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new Failure(path + " cannot be deleted: " + e, e);
        }
    }
}
