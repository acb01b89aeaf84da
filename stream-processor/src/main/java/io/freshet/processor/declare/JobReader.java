package io.freshet.processor.declare;

import io.freshet.model.TypeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads one declaration and checks it against the event types. It is read twice: first to see which fields of the events are
 * used, then with the slots that those get.
 */
final class JobReader {
    private static final List<String> BEHAVIOURS =
            List.of("measures", "pattern", "threshold", "silence", "lookup", "deduplicate");
    private static final int MAX_SOURCES = 8;
    private static final int MAX_DERIVED = 50;

    private final Yaml.Mapping file;
    private final TypeLookup types;
    private final Issues issues;
    private final Section job;
    private final Scope scope;
    private final Computed computed;
    private final List<Source> sources;

    private JobReader(Yaml.Mapping file, EventTypes types, Issues issues, List<Source> sources, Scope scope) {
        this.file = file;
        this.types = new TypeLookup(types, issues);
        this.issues = issues;
        this.job = new Section(file, "", issues);
        this.sources = sources;
        this.scope = scope;
        this.computed = new Computed(scope, issues);
    }

    static @Nullable JobPlan read(Yaml.Mapping file, EventTypes types, Issues issues) {
        Section job = new Section(file, "", issues);
        List<Source> sources = sources(job, new TypeLookup(types, issues));
        if (sources.isEmpty()) {
            // Names cannot be checked without a type; what can be said without is said.
            new JobReader(file, types, issues, sources, new Scope(Map.of(), Map.of())).header();
            return null;
        }
        Scope first = SourceNames.scopeOf(sources);
        JobReader dry = new JobReader(file, types, issues, sources, first);
        dry.plan();
        return issues.isEmpty() ? new JobReader(file, types, issues, sources, first.seeded()).plan() : null;
    }

    private static List<Source> sources(Section job, TypeLookup types) {
        String expected = "an event type, or a list of them";
        if (!job.has("from")) {
            job.required("from", expected);
            return List.of();
        }
        List<Source> sources = new ArrayList<>();
        boolean all = true;
        for (Yaml.Text name : job.texts("from", expected)) {
            Source source = types.source(name, "from");
            if (source == null) {
                all = false;
            } else if (sources.stream().anyMatch(known -> known.type().equals(source.type()))) {
                types.report(name, "from", source.type() + " is named twice");
            } else {
                sources.add(source);
            }
        }
        if (sources.size() > MAX_SOURCES) {
            types.report(job.at("from"), "from", "expected at most " + MAX_SOURCES + " types");
        }
        return all ? sources : List.of();
    }

    private record Header(String name, String into, int version) {}

    private Header header() {
        Yaml.Text name = job.required("name", "the name of the job");
        String called = name == null ? "job" : checkedName(name, "name");
        Yaml.Text into = job.text("into", "the type of the results");
        String target = into == null ? called : checkedName(into, "into");
        job.text("description", "a text");
        int version = (int) job.whole("version", 1, 1_000_000, 1);
        checkTarget(into == null ? name : into, target, called);
        return new Header(called, target, version);
    }

    private String checkedName(Yaml.Text text, String field) {
        String problem = TypeName.problem(text.value());
        if (problem != null) {
            issues.add(text, field, problem);
        }
        return problem == null ? text.value() : "job";
    }

    private void checkTarget(Yaml.@Nullable Text at, String into, String name) {
        if (at == null) {
            return;
        }
        if (sources.stream().anyMatch(source -> source.type().equals(into))) {
            issues.add(at, "into", "the job would read its own results");
        } else if (types.find(into) instanceof EventTypes.Answer.Known(Schema schema, boolean ingestible)) {
            if (ingestible) {
                issues.add(at, "into", into + " is a type that senders post; expected one of the job's own");
            } else {
                ResultSchemas.jobOf(schema)
                        .filter(other -> !other.equals(name))
                        .ifPresent(other -> issues.add(at, "into", "the job " + other + " writes " + into));
            }
        }
    }

    private @Nullable JobPlan plan() {
        Header header = header();
        job.any("from");
        derive();
        Yaml.Text where = job.text("where", "an expression");
        if (where != null) {
            computed.filter(where, "where");
        }
        Optional<Behaviour.Deduplication> deduplication = deduplication();
        List<String> given = BEHAVIOURS.stream()
                .filter(name -> job.has(name) && !name.equals("deduplicate"))
                .toList();
        if (given.size() > 1) {
            issues.add(job.at(given.get(1)), given.get(1), "a job does one thing; it has " + given.get(0) + " already");
        } else if (given.isEmpty() && deduplication.isEmpty()) {
            issues.add(file, "", "expected one of " + String.join(", ", BEHAVIOURS));
        }
        ResultSchemas results = new ResultSchemas(
                header.name(),
                header.into(),
                issues,
                job.at(given.isEmpty() ? "into" : given.get(0)),
                types.find(header.into()) instanceof EventTypes.Answer.Known(Schema schema, boolean ingestible)
                        ? schema
                        : null);
        Built built =
                given.isEmpty() ? deduplication.isEmpty() ? null : copy(results) : behaviour(given.get(0), results);
        BEHAVIOURS.forEach(job::any);
        job.any("group");
        job.any("window");
        job.close();
        if (built == null || !issues.isEmpty()) {
            return null;
        }
        return plan(header, deduplication, built);
    }

    private record Built(Behaviour behaviour, @Nullable KeyText grouping, ResultSchema result) {}

    private JobPlan plan(Header header, Optional<Behaviour.Deduplication> deduplication, Built built) {
        List<Field> fields = scope.slots();
        Layout layout = new Layout(
                fields,
                scope.sourceFields(),
                IntStream.range(0, fields.size()).boxed().toList());
        return new JobPlan(
                header.name(),
                sources,
                layout,
                computed.preparation(),
                Optional.ofNullable(built.grouping()),
                deduplication,
                built.behaviour(),
                header.into(),
                built.result(),
                new CarriedRows(layout),
                header.version(),
                Fingerprint.of(file, layout));
    }

    private void derive() {
        Section section = job.section("derive");
        if (section == null) {
            return;
        }
        if (section.entries().size() > MAX_DERIVED) {
            issues.add(section.node(), "derive", "expected at most " + MAX_DERIVED + " fields");
        }
        for (Yaml.Entry entry : section.entries()) {
            String path = section.path(entry.key().value());
            if (scope.find(entry.key().value()) != null) {
                issues.add(entry.key(), path, "the events have a field of that name already");
            } else if (Names.check(entry.key(), path, issues)) {
                Yaml.Text text = section.text(entry.key().value(), "an expression");
                if (text != null) {
                    computed.derive(entry.key().value(), text, path);
                }
            }
        }
    }

    private Optional<Behaviour.Deduplication> deduplication() {
        Section section = job.section("deduplicate");
        if (section == null) {
            return Optional.empty();
        }
        Duration within = section.duration("within", Duration.ofSeconds(1), Duration.ofHours(24));
        long entries = section.whole("entries", 1, 1_000_000_000, 1_000_000);
        section.close();
        return Optional.of(new Behaviour.Deduplication(within, entries));
    }

    private @Nullable Built behaviour(String name, ResultSchemas results) {
        if (!name.equals("measures") && job.has("window")) {
            issues.add(job.at("window"), "window", "only goes with measures");
        }
        return name.equals("lookup") ? enriched(results) : grouped(name, results);
    }

    private @Nullable Built grouped(String name, ResultSchemas results) {
        Optional<KeyText> grouping = new GroupReader(job, scope, issues).read();
        Behaviour behaviour = name.equals("measures") ? windowed() : alert(name, job.section(name));
        if (behaviour == null || grouping.isEmpty()) {
            return null;
        }
        KeyText key = grouping.get();
        ResultSchema result = switch (behaviour) {
            case Behaviour.Windowed(Window window, Measures measures) -> results.windowed(key, measures);
            case Behaviour.Pattern pattern -> results.pattern(key);
            case Behaviour.Threshold threshold -> results.threshold(key);
            default -> results.silence(key);
        };
        return new Built(behaviour, key, result);
    }

    private @Nullable Behaviour alert(String name, @Nullable Section section) {
        if (section == null) {
            return null;
        }
        AlertReader alerts = new AlertReader(section, computed, issues);
        return switch (name) {
            case "pattern" -> alerts.pattern();
            case "threshold" -> alerts.threshold();
            default -> alerts.silence();
        };
    }

    private @Nullable Behaviour windowed() {
        Section section = job.section("window");
        if (!job.has("window")) {
            issues.add(file, "window", "missing; measures need a window, such as { tumbling: 1h }");
        }
        Window window = section == null ? null : new WindowReader(section, issues).read();
        Section measures = job.section("measures");
        boolean merging =
                window != null && (window.kind() == Window.Kind.SESSION || window.kind() == Window.Kind.SLIDING);
        MeasureList list = measures == null ? null : new MeasureReader(scope, computed, issues, merging).read(measures);
        return window == null || list == null ? null : new Behaviour.Windowed(window, list);
    }

    private @Nullable Built enriched(ResultSchemas results) {
        refuseGroup("lookup");
        for (Source source : sources) {
            for (Field field : SourceNames.simpleFields(source.schema())) {
                Scope.Name name = scope.find(field.name());
                if (name != null) {
                    scope.use(name);
                }
            }
        }
        Section section = job.section("lookup");
        if (section == null) {
            return null;
        }
        LookupReader reader = new LookupReader(section, scope, types, issues);
        Behaviour.Enrichment lookup = reader.read();
        if (lookup == null) {
            return null;
        }
        Object key = sources.get(0).schema().getObjectProp("freshet.key");
        return new Built(
                lookup, null, results.enriched(scope, lookup, reader.names(), key instanceof String name ? name : ""));
    }

    private @Nullable Built copy(ResultSchemas results) {
        refuseGroup("deduplicate");
        if (job.has("window")) {
            issues.add(job.at("window"), "window", "only goes with measures");
        }
        if (job.has("derive")) {
            issues.add(job.at("derive"), "derive", "a copy has the fields of its source and no others");
        }
        if (sources.size() > 1) {
            issues.add(job.at("from"), "from", "a copy is of one type");
        }
        return new Built(new Behaviour.Copy(), null, results.copy(sources.get(0)));
    }

    private void refuseGroup(String name) {
        if (job.has("group")) {
            issues.add(job.at("group"), "group", "does not go with " + name);
        }
    }
}
