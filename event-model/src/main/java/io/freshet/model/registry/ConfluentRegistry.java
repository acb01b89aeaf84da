package io.freshet.model.registry;

import io.freshet.model.registry.RegistryHttp.NoAnswerException;
import io.freshet.model.registry.RegistryHttp.Reply;
import io.freshet.model.registry.SchemaCache.Version;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Any registry with the Confluent-compatible API: Confluent, Apicurio ({@code …/apis/ccompat/v7}), Redpanda, Karapace. Only
 * {@code /subjects}, {@code /schemas/ids} and {@code /config/{subject}} are used, because Confluent Cloud and Redpanda have no more.
 * Source: Confluent Schema Registry API reference.
 *
 * <p>Schemas are remembered in memory (up to {@value #MAX_REMEMBERED}) and on disk for ever; what a subject holds is asked for again
 * each time, and remembered for when no answer can be had.
 */
public final class ConfluentRegistry implements SchemaRegistry, AutoCloseable {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    public static final String FULL_TRANSITIVE = "FULL_TRANSITIVE";

    private static final int MAX_REMEMBERED = 10_000;
    /** The registry's own words for: no such subject, version, schema. A 404 without them may be anybody's. */
    private static final Set<Integer> NOT_FOUND = Set.of(40401, 40402, 40403);

    private final RegistryHttp http;
    private final SchemaCache cache;
    private final Map<Integer, Schema> remembered = new ConcurrentHashMap<>();

    /**
     * @param address of the API's root; credentials in it are sent as basic authentication
     * @param cacheDirectory may be shared by several programs
     */
    public ConfluentRegistry(URI address, Path cacheDirectory, Duration timeout) {
        this.http = new RegistryHttp(address, timeout);
        this.cache = new SchemaCache(cacheDirectory, http.base().toString());
    }

    public static ConfluentRegistry at(String address, Path cacheDirectory) {
        return new ConfluentRegistry(URI.create(address), cacheDirectory, DEFAULT_TIMEOUT);
    }

    @Override
    public Answer<Schema> byId(int id) {
        Schema known = remembered.get(id);
        if (known == null) {
            known = cache.schema(id).flatMap(ConfluentRegistry::parse).orElse(null);
        }
        if (known != null) {
            remember(id, known);
            return new Answer.Found<>(known);
        }
        return ask(() -> http.get("/schemas/ids/" + id), body -> {
            RegistryJson.Answer answer = RegistryJson.object(body);
            String text = answer.requireSchema();
            Optional<Schema> schema = isAvro(answer) ? parse(text) : Optional.empty();
            if (schema.isEmpty()) {
                return new Answer.Refused<>("the schema with id " + id + " is no Avro schema that can be read");
            }
            keep(id, text, schema.get());
            return new Answer.Found<>(schema.get());
        });
    }

    @Override
    public Answer<Registered> latest(String subject) {
        Answer<Registered> answer = askVersion(subject, "latest");
        if (answer instanceof Answer.Found<Registered>(Registered found)) {
            cache.keepLatest(subject, new Version(found.version(), found.id()));
        }
        if (answer instanceof Answer.Unavailable<Registered>) {
            return cache.latest(subject)
                    .flatMap(v -> known(subject, v))
                    .<Answer<Registered>>map(Answer.Found::new)
                    .orElse(answer);
        }
        return answer;
    }

    @Override
    public Answer<List<Registered>> versions(String subject) {
        Answer<List<Registered>> answer = askVersions(subject);
        if (answer instanceof Answer.Found<List<Registered>>(List<Registered> all)) {
            cache.keepVersions(
                    subject,
                    all.stream().map(r -> new Version(r.version(), r.id())).toList());
        }
        if (answer instanceof Answer.Unavailable<List<Registered>>) {
            return rememberedVersions(subject)
                    .<Answer<List<Registered>>>map(Answer.Found::new)
                    .orElse(answer);
        }
        return answer;
    }

    private Optional<List<Registered>> rememberedVersions(String subject) {
        return cache.versions(subject).flatMap(versions -> {
            List<Registered> all =
                    versions.stream().flatMap(v -> known(subject, v).stream()).toList();
            return all.size() == versions.size() ? Optional.of(all) : Optional.empty();
        });
    }

    private Optional<Registered> known(String subject, Version version) {
        Optional<Schema> schema = Optional.ofNullable(remembered.get(version.id()))
                .or(() -> cache.schema(version.id()).flatMap(ConfluentRegistry::parse));
        return schema.map(s -> new Registered(subject, version.id(), version.version(), s));
    }

    private Answer<List<Registered>> askVersions(String subject) {
        Answer<List<Integer>> numbers = ask(
                () -> http.get(pathOf(subject) + "/versions"), body -> new Answer.Found<>(RegistryJson.integers(body)));
        if (!(numbers instanceof Answer.Found<List<Integer>>(List<Integer> list))) {
            return retyped(numbers);
        }
        List<Registered> all = new ArrayList<>();
        for (int number : list.stream().sorted().toList()) {
            Answer<Registered> one = askVersion(subject, Integer.toString(number));
            if (!(one instanceof Answer.Found<Registered>(Registered found))) {
                return retyped(one);
            }
            all.add(found);
        }
        return new Answer.Found<>(List.copyOf(all));
    }

    private Answer<Registered> askVersion(String subject, String version) {
        return ask(() -> http.get(pathOf(subject) + "/versions/" + version), body -> registered(subject, body));
    }

    private Answer<Registered> registered(String subject, byte[] body) throws IOException {
        RegistryJson.Answer answer = RegistryJson.object(body);
        String text = answer.requireSchema();
        Optional<Schema> schema = isAvro(answer) ? parse(text) : Optional.empty();
        if (schema.isEmpty()) {
            return new Answer.Refused<>("subject " + subject + " holds no Avro schema that can be read");
        }
        keep(answer.requireId(), text, schema.get());
        return new Answer.Found<>(new Registered(subject, answer.requireId(), answer.requireVersion(), schema.get()));
    }

    @Override
    public Answer<List<String>> subjects() {
        return ask(
                () -> http.get("/subjects"),
                body -> new Answer.Found<>(
                        RegistryJson.strings(body).stream().sorted().toList()));
    }

    @Override
    public Answer<String> compatibility(String subject) {
        return ask(() -> http.get(configOf(subject) + "?defaultToGlobal=true"), body -> {
            String level = RegistryJson.object(body).compatibility;
            if (level == null) {
                throw new IOException("no compatibility level");
            }
            return new Answer.Found<>(level);
        });
    }

    @Override
    public Answer<Registered> register(String subject, Schema schema) {
        Answer<String> level = requireFullTransitive(subject);
        Answer<Integer> id = switch (level) {
            // Some registries have a subject's level only once they have the subject.
            case Answer.Found<String> set -> post(subject, schema);
            case Answer.Unknown<String> noSubjectYet -> post(subject, schema);
            case Answer.Refused<String> refused -> new Answer.Refused<>(refused.why());
            case Answer.Unavailable<String> unavailable -> new Answer.Unavailable<>(unavailable.why());
        };
        if (!(id instanceof Answer.Found<Integer>)) {
            return retyped(id);
        }
        if (!(level instanceof Answer.Found<String>)
                && !(requireFullTransitive(subject) instanceof Answer.Found<String>)) {
            return new Answer.Unavailable<>("the compatibility of " + subject + " could not be set");
        }
        return ask(
                () -> http.post(pathOf(subject), RegistryJson.single("schema", schema.toString())),
                body -> registered(subject, body));
    }

    private Answer<Integer> post(String subject, Schema schema) {
        String body = RegistryJson.single("schema", schema.toString());
        return ask(
                () -> http.post(pathOf(subject) + "/versions", body),
                reply -> new Answer.Found<>(RegistryJson.object(reply).requireId()));
    }

    private Answer<String> requireFullTransitive(String subject) {
        if (compatibility(subject) instanceof Answer.Found<String>(String level) && level.equals(FULL_TRANSITIVE)) {
            return new Answer.Found<>(level);
        }
        String body = RegistryJson.single("compatibility", FULL_TRANSITIVE);
        return ask(() -> http.put(configOf(subject), body), reply -> new Answer.Found<>(FULL_TRANSITIVE));
    }

    // --- asking ---

    private interface Request {
        Reply send() throws NoAnswerException;
    }

    private interface Reading<T> {
        Answer<T> of(byte[] body) throws IOException;
    }

    private <T> Answer<T> ask(Request request, Reading<T> reading) {
        Reply reply;
        try {
            reply = request.send();
        } catch (NoAnswerException e) {
            return new Answer.Unavailable<>(e.getMessage());
        }
        try {
            return reply.status() == 200 ? reading.of(reply.body()) : failure(reply);
        } catch (IOException notUnderstood) {
            return new Answer.Unavailable<>(http.name() + " answered with something that is not of its API");
        }
    }

    private <T> Answer<T> failure(Reply reply) {
        RegistryJson.Answer error = error(reply);
        if (reply.status() == 404 && error.errorCode != null && NOT_FOUND.contains(error.errorCode)) {
            return new Answer.Unknown<>();
        }
        if ((reply.status() == 409 || reply.status() == 422) && error.errorCode != null) {
            return new Answer.Refused<>(error.message == null ? "the registry gave no reason" : error.message);
        }
        return new Answer.Unavailable<>(http.name() + " answered with status " + reply.status());
    }

    private static RegistryJson.Answer error(Reply reply) {
        try {
            return RegistryJson.object(reply.body());
        } catch (IOException notOfTheApi) {
            return new RegistryJson.Answer();
        }
    }

    private static <T> Answer<T> retyped(Answer<?> other) {
        return switch (other) {
            case Answer.Unknown<?> unknown -> new Answer.Unknown<>();
            case Answer.Refused<?>(String why) -> new Answer.Refused<>(why);
            case Answer.Unavailable<?>(String why) -> new Answer.Unavailable<>(why);
            case Answer.Found<?> found -> throw new IllegalArgumentException("an answer that was found");
        };
    }

    // --- schemas ---

    private void keep(int id, String text, Schema schema) {
        if (!remembered.containsKey(id) && cache.schema(id).isEmpty()) {
            cache.keepSchema(id, text);
        }
        remember(id, schema);
    }

    private void remember(int id, Schema schema) {
        if (remembered.size() < MAX_REMEMBERED) {
            remembered.putIfAbsent(id, schema);
        }
    }

    private static boolean isAvro(RegistryJson.Answer answer) {
        return answer.schemaType == null || answer.schemaType.equals("AVRO");
    }

    private static Optional<Schema> parse(String text) {
        try {
            return Optional.of(new Schema.Parser().parse(text));
        } catch (RuntimeException notASchema) {
            // Avro's parser throws whatever comes up, a NullPointerException for the name of an unknown type.
            return Optional.empty();
        }
    }

    private static String pathOf(String subject) {
        return "/subjects/" + encode(subject);
    }

    private static String configOf(String subject) {
        return "/config/" + encode(subject);
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
