package io.freshet.warehouse.ops;

import io.freshet.model.PathTemplate;
import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.load.LoadSide;
import io.freshet.warehouse.load.Snowflake;
import io.freshet.warehouse.load.SnowflakeSession;
import io.freshet.warehouse.load.SqlSession;
import io.freshet.warehouse.load.Twin;
import io.freshet.warehouse.store.AzureListing;
import io.freshet.warehouse.store.ObjectListing;
import io.freshet.warehouse.store.S3Listing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes what the settings describe. */
final class Connections {
    static final Duration BROKER_PATIENCE = Duration.ofSeconds(15);

    private final Settings settings;

    Connections(Settings settings) {
        this.settings = settings;
    }

    Admin admin() {
        return Admin.create(kafka());
    }

    Consumer<byte[], byte[]> reader() {
        Map<String, Object> config = kafka();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> kafka() {
        settings.need("kafka.bootstrap.servers");
        Map<String, Object> config = settings.under("kafka.");
        settings.secret("FRESHET_KAFKA_JAAS").ifPresent(jaas -> config.put("sasl.jaas.config", jaas));
        config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) BROKER_PATIENCE.toMillis());
        config.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) BROKER_PATIENCE.toMillis());
        return config;
    }

    ObjectListing store() {
        return switch (settings.get("store.kind", "s3")) {
            case "s3" ->
                S3Listing.connect(
                        settings.find("store.endpoint").map(URI::create).orElse(null),
                        settings.get("store.region", "us-east-1"),
                        Boolean.parseBoolean(settings.get("store.path-style", "false")),
                        settings.need("store.bucket"));
            case "azure" -> azure();
            default -> throw new Unreachable("'store.kind' is s3 or azure.");
        };
    }

    private ObjectListing azure() {
        String container = settings.need("store.container");
        return settings.secret("AZURE_STORAGE_CONNECTION_STRING")
                .map(secret -> AzureListing.byConnectionString(secret, container))
                .orElseGet(() -> AzureListing.bySignature(
                        settings.need("store.endpoint"), settings.needSecret("AZURE_STORAGE_SAS_TOKEN"), container));
    }

    /** What the keys of the relay's files begin with. */
    List<String> roots() {
        String prefix = settings.get("store.prefix", "");
        List<String> roots = new ArrayList<>();
        roots.add(PathTemplate.standard(prefix).root());
        settings.find("store.path")
                .ifPresent(path -> roots.add(PathTemplate.of(path, prefix).root()));
        return roots;
    }

    LoadSide warehouse() {
        return switch (settings.get("warehouse", "snowflake")) {
            case "twin" -> new Twin(settings.need("twin.url"), settings.needSecret("FRESHET_TWIN_TOKEN"));
            case "snowflake" -> new Snowflake(snowflake());
            default -> throw new Unreachable("'warehouse' is twin or snowflake.");
        };
    }

    SqlSession snowflake() {
        String account = settings.need("snowflake.account");
        Properties properties = new Properties();
        properties.put("user", settings.need("snowflake.user"));
        properties.put("db", settings.get("snowflake.database", "FRESHET"));
        settings.find("snowflake.role").ifPresent(role -> properties.put("role", role));
        settings.find("snowflake.warehouse").ifPresent(warehouse -> properties.put("warehouse", warehouse));
        settings.find("snowflake.private-key-file")
                .ifPresent(file -> properties.put(
                        "private_key_file", Path.of(file).toAbsolutePath().toString()));
        settings.secret("FRESHET_SNOWFLAKE_KEY_PASSPHRASE").ifPresent(word -> properties.put("private_key_pwd", word));
        settings.secret("FRESHET_SNOWFLAKE_PASSWORD").ifPresent(word -> properties.put("password", word));
        return SnowflakeSession.open(settings.get("snowflake.url", ""), account, properties);
    }
}
