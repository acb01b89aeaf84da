package io.freshet.quarkus.snowflake.connect;

import io.agroal.api.security.SimplePassword;
import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig;
import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig.TokenType;
import io.freshet.quarkus.snowflake.key.BadKeyException;
import io.freshet.quarkus.snowflake.key.PrivateKeys;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * What a login proves itself with: a private key, a token or a password, in this order of preference. Agroal asks for it before each new
 * connection, on the thread that connects, so files and credentials providers are read afresh and secrets can be exchanged at any time.
 */
final class Secrets extends SimplePassword {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String PROVIDED_KEY = "private-key";
    private static final String PROVIDED_PASSPHRASE = "private-key-passphrase";
    private static final String PROVIDED_TOKEN = "token";

    private final transient SnowflakeDataSourceConfig config;
    private final transient Supplier<Map<String, String>> provider;
    private final String prefix;

    /**
     * @param provider what the credentials provider says now; an empty map if there is none
     * @param prefix how this datasource's settings begin, for messages
     */
    Secrets(SnowflakeDataSourceConfig config, Supplier<Map<String, String>> provider, String prefix) {
        super("");
        this.config = config;
        this.provider = provider;
        this.prefix = prefix;
    }

    /**
     * @throws IllegalStateException if a secret cannot be read; the message holds cause and remedy
     */
    @Override
    public Properties asProperties() {
        Map<String, String> provided = provider.get();
        Properties properties = new Properties();
        copy(provided, JdbcKeys.USER, properties);
        Optional<PrivateKey> key = key(provided);
        Optional<String> token = key.isPresent() ? Optional.empty() : token(provided);
        if (key.isPresent()) {
            properties.put(JdbcKeys.PRIVATE_KEY, key.get());
            properties.put(JdbcKeys.AUTHENTICATOR, "snowflake_jwt");
        } else if (token.isPresent()) {
            properties.put(JdbcKeys.TOKEN, token.get());
            properties.put(
                    JdbcKeys.AUTHENTICATOR,
                    config.tokenType() == TokenType.OAUTH ? "oauth" : "programmatic_access_token");
        } else {
            copy(provided, JdbcKeys.PASSWORD, properties);
        }
        return properties;
    }

    private static void copy(Map<String, String> provided, String key, Properties properties) {
        String value = provided.get(key);
        if (value != null) {
            properties.put(key, value);
        }
    }

    private Optional<PrivateKey> key(Map<String, String> provided) {
        Optional<String> passphrase =
                Optional.ofNullable(provided.get(PROVIDED_PASSPHRASE)).or(config::privateKeyPassphrase);
        try {
            String providedKey = provided.get(PROVIDED_KEY);
            if (providedKey != null) {
                return Optional.of(
                        PrivateKeys.fromText(providedKey, passphrase, "The private-key of the credentials provider"));
            }
            if (config.privateKeyFile().isPresent()) {
                return Optional.of(
                        PrivateKeys.fromFile(config.privateKeyFile().get(), passphrase, prefix + "private-key-file"));
            }
            if (config.privateKey().isPresent()) {
                return Optional.of(PrivateKeys.fromText(config.privateKey().get(), passphrase, prefix + "private-key"));
            }
            return Optional.empty();
        } catch (BadKeyException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Optional<String> token(Map<String, String> provided) {
        String providedToken = provided.get(PROVIDED_TOKEN);
        if (providedToken != null) {
            return Optional.of(providedToken);
        }
        return config.tokenFile().map(this::tokenIn).or(config::token).map(String::strip);
    }

    private String tokenIn(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    prefix + "token-file (" + file.toAbsolutePath() + ") cannot be read: "
                            + e.getClass().getSimpleName() + ". Check the path, its owner and its mode.",
                    e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "secrets of " + prefix + "*";
    }
}
