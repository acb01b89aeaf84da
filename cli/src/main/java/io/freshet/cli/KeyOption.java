package io.freshet.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The write key of a gateway that has keys. */
final class KeyOption {
    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:FRESHET_WRITE_KEY}",
            description =
                    "The write key, where the gateway has keys (default: the environment's FRESHET_WRITE_KEY, which no"
                            + " list of processes shows).")
    private @Nullable String key;

    /** Null for none. */
    @Nullable
    String key() {
        return key == null || key.isEmpty() ? null : key;
    }
}
