package io.freshet.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Files as the relay writes them, made by hand. */
final class RelayFiles implements AutoCloseable {
    static final String TOPIC_ID = "AbCdEfGhIjKlMnOpQrStUv";

    private final S3Client s3;
    private final String bucket;

    RelayFiles(LocalStore store) {
        this.bucket = store.bucket();
        this.s3 = S3Client.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static String key(String topic, int partition, long from, long until) {
        return String.format(
                Locale.ROOT,
                "v1/%s/%s/p=%05d/dt=2026-11-20/%020d-%020d.ndjson.zst",
                topic,
                TOPIC_ID,
                partition,
                from,
                until);
    }

    /** A row's {@code _meta}; the id is the offset's. */
    static String meta(String topic, int partition, long offset, String id, String time) {
        return String.format(
                Locale.ROOT,
                "\"_meta\":{\"topic\":\"%s\",\"topic_id\":\"%s\",\"partition\":%d,\"offset\":%d,\"key\":\"k\","
                        + "\"timestamp\":\"2026-11-20T12:00:00.000Z\",\"time\":\"%s\",\"id\":\"%s\",\"type\":\"%s\","
                        + "\"source\":\"/freshet/http\",\"received_at\":\"2026-11-20T12:00:00.000Z\",\"headers\":{},\"flags\":[]}",
                topic,
                TOPIC_ID,
                partition,
                offset,
                time,
                id,
                topic);
    }

    static String activity(long offset, String id, String user, String action, String country, String time) {
        return "{\"timestamp\":\"" + time + "\",\"user_id\":\"" + user + "\",\"action\":\"" + action
                + "\",\"page\":\"/\",\"country\":" + (country.isEmpty() ? "null" : "\"" + country + "\"") + ","
                + meta("user-activity", 0, offset, id, time) + "}";
    }

    /** Puts a file of rows {@code {"n":from} … {"n":until-1}}. */
    void putNumbers(String topic, long from, long until) {
        put(
                key(topic, 0, from, until),
                LongStream.range(from, until)
                        .mapToObj(n ->
                                "{\"n\":" + n + "," + meta(topic, 0, n, "id-" + n, "2026-11-20T12:00:00.000Z") + "}")
                        .collect(Collectors.toList()));
    }

    void put(String key, List<String> rows) {
        put(key, Zstd.compress((String.join("\n", rows) + "\n").getBytes(UTF_8)));
    }

    void put(String key, byte[] content) {
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    @Override
    public void close() {
        s3.close();
    }
}
