package io.freshet.local.store;

import io.freshet.local.part.PartFailedException;
import io.freshet.local.part.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;

/** What the store asks of its clients. Made by chance for each data directory and kept there, readable by the owner alone. */
public record StoreCredentials(String accessKey, String secretKey) {
    private static final String FILE = "credentials";

    /** The credentials of this data directory; made now if it has none. */
    public static StoreCredentials of(Path dataDirectory) {
        try {
            String[] lines = PrivateFiles.readOrCreate(
                            dataDirectory.resolve(FILE),
                            () -> "freshet-" + PrivateFiles.secret().substring(0, 12) + "\n" + PrivateFiles.secret()
                                    + "\n")
                    .split("\n", -1);
            return new StoreCredentials(lines[0], lines[1]);
        } catch (IOException e) {
            throw new PartFailedException("the store's credentials cannot be kept in " + dataDirectory, e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoreCredentials[accessKey=" + accessKey + "]";
    }
}
