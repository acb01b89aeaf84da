package io.freshet.local.twin;

import io.freshet.local.part.PartFailedException;
import io.freshet.local.part.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;

/** What a client of the twin must know: made by chance for each data directory and kept there, readable by the owner alone. */
public final class TwinToken {
    private static final String FILE = "token";

    private TwinToken() {}

    /** The token of this data directory; made now if it has none. */
    public static String of(Path dataDirectory) {
        try {
            return PrivateFiles.readOrCreate(dataDirectory.resolve(FILE), () -> PrivateFiles.secret() + "\n")
                    .strip();
        } catch (IOException e) {
            throw new PartFailedException("the twin's token cannot be kept in " + dataDirectory, e);
        }
    }
}
