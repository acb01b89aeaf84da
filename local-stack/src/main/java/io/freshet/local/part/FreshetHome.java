package io.freshet.local.part;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the project stands on disk, and in it the programs that the build laid ready for the parts. */
public final class FreshetHome {
    private static final String PROPERTY = "freshet.home";

    private FreshetHome() {}

    /** The project's root: system property {@code freshet.home}, else the folder above this code that has the parts. */
    public static Path locate() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return Path.of(given).toAbsolutePath();
        }
        for (@Nullable Path at = Path.of(codeLocation()); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("local-stack"))) {
                return at;
            }
        }
        throw new PartFailedException(
                "the project's root is not above " + codeLocation() + "; name it with -D" + PROPERTY);
    }

    /** A file or folder under {@code local-stack/target/parts}. */
    public static Path part(String name) {
        Path path = locate().resolve("local-stack/target/parts").resolve(name);
        if (!Files.exists(path)) {
            throw new PartFailedException(path + " is missing: build the module local-stack first");
        }
        return path;
    }

    /** This module's own classes, for the parts that are ours. */
    public static Path classes() {
        Path built = locate().resolve("local-stack/target/classes");
        return Files.isDirectory(built) ? built : Path.of(codeLocation());
    }

    /** The classes of the event model, for those parts of ours that use it. */
    public static Path modelClasses() {
        Path built = locate().resolve("event-model/target/classes");
        if (!Files.isDirectory(built)) {
            throw new PartFailedException(built + " is missing: build the module event-model first");
        }
        return built;
    }

    private static URI codeLocation() {
        try {
            return FreshetHome.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (java.net.URISyntaxException e) {
            throw new PartFailedException("the code's own location cannot be read", e);
        }
    }
}
