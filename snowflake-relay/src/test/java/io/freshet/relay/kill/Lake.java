package io.freshet.relay.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import io.freshet.local.LocalStore;
import io.freshet.relay.kill.World.Place;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What lies in the store, read without any of the relay's code. */
final class Lake implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final S3Client client;
    private final String bucket;
    /** Key to sha256 of its content when it was first seen. */
    private final Map<String, String> seen = new ConcurrentHashMap<>();

    Lake(LocalStore store) {
        this.bucket = store.bucket();
        this.client = S3Client.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** All finished objects; while one is written, the local store lists the file that it writes to, under a longer name. */
    List<String> keys() {
        return client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .filter(key -> key.endsWith(".ndjson.zst") || key.endsWith(".ndjson.gz"))
                .toList();
    }

    /** Removes everything, as no relay ever would. */
    void clear() {
        for (String key : keys()) {
            client.deleteObject(delete -> delete.bucket(bucket).key(key));
        }
        seen.clear();
    }

    /** All rows by key; fails when the content under a key has changed since it was first read, or isn't what it says. */
    Map<String, List<JsonNode>> files() {
        Map<String, List<JsonNode>> files = new TreeMap<>();
        for (String key : keys()) {
            ResponseBytes<GetObjectResponse> object =
                    client.getObjectAsBytes(get -> get.bucket(bucket).key(key));
            byte[] bytes = object.asByteArray();
            String sha = sha256(bytes);
            String before = seen.putIfAbsent(key, sha);
            if (before != null && !before.equals(sha)) {
                throw new AssertionError("the content of " + key + " has changed");
            }
            List<JsonNode> rows = rows(key, bytes);
            Map<String, String> metadata = object.response().metadata();
            if (!sha.equals(metadata.get("sha256"))
                    || !Integer.toString(rows.size()).equals(metadata.get("rows"))) {
                throw new AssertionError("the metadata of " + key + " is wrong: " + metadata);
            }
            files.put(key, rows);
        }
        return files;
    }

    /** How many rows there are, without holding more than one file. */
    long count() {
        long count = 0;
        for (String key : keys()) {
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(inflate(key, new ByteArrayInputStream(get(key))), StandardCharsets.UTF_8))) {
                count += reader.lines().count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return count;
    }

    List<JsonNode> rows() {
        return files().values().stream().flatMap(List::stream).toList();
    }

    List<Place> places() {
        return rows().stream().map(Lake::place).toList();
    }

    /** By topic, partition and offset. */
    static final Comparator<Place> ORDER = Comparator.comparing(Place::topic)
            .thenComparing(Place::topicId)
            .thenComparing(Place::partition)
            .thenComparing(Place::offset);

    /** The rows under a prefix as they are written, byte for byte; fails when one is there twice. */
    Map<Place, String> lines(String prefix) {
        Map<Place, String> lines = new TreeMap<>(ORDER);
        for (String key : keys().stream().filter(key -> key.startsWith(prefix)).toList()) {
            for (String line : text(get(key)).lines().toList()) {
                String before = lines.put(place(parse(line)), line);
                if (before != null) {
                    throw new AssertionError("twice: " + line);
                }
            }
        }
        return lines;
    }

    /** Digests of all objects under a prefix. */
    Map<String, String> contents(String prefix) {
        Map<String, String> contents = new TreeMap<>();
        keys().stream().filter(key -> key.startsWith(prefix)).forEach(key -> contents.put(key, sha256(get(key))));
        return contents;
    }

    private byte[] get(String key) {
        return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    }

    private static String text(byte[] bytes) {
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Place place(JsonNode row) {
        JsonNode meta = row.get("_meta");
        return new Place(
                meta.get("topic").asText(),
                meta.get("topic_id").asText(),
                meta.get("partition").asInt(),
                meta.get("offset").asLong());
    }

    /** Problems with the chain of ranges of each partition: each must begin where the one before ended. */
    List<String> gapsAndOverlaps() {
        List<String> problems = new ArrayList<>();
        Map<String, Long> ends = new TreeMap<>();
        for (String key :
                keys().stream().sorted(Comparator.comparing(Lake::order)).toList()) {
            String folder = key.substring(0, key.indexOf("/dt="));
            String[] range = key.substring(key.lastIndexOf('/') + 1, key.indexOf(".ndjson"))
                    .split("-", -1);
            long from = Long.parseLong(range[0]);
            if (from != ends.getOrDefault(folder, 0L)) {
                problems.add(key + " follows " + ends.get(folder));
            }
            ends.put(folder, Long.parseLong(range[1]));
        }
        return problems;
    }

    private static String order(String key) {
        return key.substring(0, key.indexOf("/dt=")) + key.substring(key.lastIndexOf('/'));
    }

    private static List<JsonNode> rows(String key, byte[] bytes) {
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(inflate(key, new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static InputStream inflate(String key, InputStream file) throws IOException {
        return key.endsWith(".gz") ? new GZIPInputStream(file) : new ZstdInputStream(file);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
