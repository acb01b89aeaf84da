package io.freshet.gateway.catalogue;

import io.freshet.gateway.admission.AllowList;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventType;
import io.freshet.model.TypeName;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The types that are known, and what the registry says of them. {@link #find}, {@link #names}, {@link #rejectedSchemaId} and {@link #isLoaded} may be
 * called by any thread and never block; all else blocks on the registry and belongs to one thread, that of {@link CatalogueThread}.
 *
 * <p>What was once known stays: a registry that is down, or has forgotten, stops no type.
 */
public final class TypeCatalogue {
    private static final Logger LOG = Logger.getLogger(TypeCatalogue.class);
    private static final String SUBJECT_SUFFIX = "-value";
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private final SchemaRegistry registry;
    private final AllowList allowed;
    private final RememberedNames names;
    private final Consumer<String> onTopic;
    private final Map<String, ServedType> served = new ConcurrentHashMap<>();
    /** Newest version that was looked at, served or not; so that each is looked at, and complained of, once. */
    private final Map<String, Integer> seen = new HashMap<>();

    private final Set<String> strong = new HashSet<>();
    private final Set<String> weak = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Integer rejectedSchemaId;
    private volatile boolean loaded;

    /** @param onTopic is told each topic that will be written to, on the catalogue's thread */
    public TypeCatalogue(SchemaRegistry registry, AllowList allowed, RememberedNames names, Consumer<String> onTopic) {
        this.registry = registry;
        this.allowed = allowed;
        this.names = names;
        this.onTopic = onTopic;
    }

    public @Nullable ServedType find(String name) {
        return served.get(name);
    }

    /** The registry's id of the schema of {@code events.rejected}; null as long as nobody could say. */
    public @Nullable Integer rejectedSchemaId() {
        return rejectedSchemaId;
    }

    /** Whether all types are known that can be: those of the registry's list, or those remembered while it could not be read. */
    public boolean isLoaded() {
        return loaded;
    }

    /** Of all types that are served; a snapshot. */
    public Set<String> names() {
        return Set.copyOf(served.keySet());
    }

    public int size() {
        return served.size();
    }

    /** How many served types have subjects that allow incompatible versions. */
    public int weakSubjects() {
        return weak.size();
    }

    /** How many served types have a newest version that is refused: they go on with the one before. */
    public int refusedVersions() {
        return refused.size();
    }

    public boolean mayServe(String name) {
        return TypeName.isValid(name) && allowed.allows(name) && !name.equals(BuiltInTypes.EVENTS_REJECTED);
    }

    /** Reads the registry's list and takes up new types and versions. */
    void refresh() {
        loadRejected();
        switch (registry.subjects()) {
            case Answer.Found<List<String>>(List<String> subjects) -> {
                subjects.stream()
                        .filter(s -> s.endsWith(SUBJECT_SUFFIX))
                        .map(s -> s.substring(0, s.length() - SUBJECT_SUFFIX.length()))
                        .filter(this::mayServe)
                        .forEach(this::look);
                loaded = true;
            }
            default -> {
                LOG.debug("The registry's list of types could not be read; known types go on");
                if (served.isEmpty()) {
                    names.read().stream().filter(this::mayServe).forEach(this::look);
                    loaded = !served.isEmpty();
                }
            }
        }
    }

    /** Asks for one type by name. */
    Lookup look(String name) {
        Answer<Registered> latest = registry.latest(TypeName.subject(name));
        boolean unavailable = latest instanceof Answer.Unavailable<Registered>;
        if (latest instanceof Answer.Found<Registered>(Registered newest)) {
            if (!Integer.valueOf(newest.id()).equals(seen.get(name))) {
                unavailable = !takeUp(name, newest);
            }
            verifyCompatibility(name);
        }
        ServedType known = served.get(name);
        if (known != null) {
            return new Lookup.Served(known);
        }
        return unavailable ? new Lookup.Unavailable() : new Lookup.Unknown();
    }

    /** @return false when nothing can be said of the newest version now: without the history, or with one remembered from before it */
    private boolean takeUp(String name, Registered newest) {
        if (!(registry.versions(TypeName.subject(name)) instanceof Answer.Found<List<Registered>>(List<Registered> all))
                || all.stream().noneMatch(version -> version.id() == newest.id())) {
            LOG.debugf("The versions of a type could not be read; they are asked for again. topic=%s", name);
            return false;
        }
        EventType type = Versions.choose(name, all);
        seen.put(name, newest.id());
        ServedType before = served.get(name);
        if (type == null
                || !type.ingestible()
                || (before != null
                        && !EventType.checkSuccessor(before.type(), type).isEmpty())) {
            note(name, newest);
            return true;
        }
        if (before == null || before.type().schemaId() != type.schemaId()) {
            served.put(name, ServedType.of(type, all));
            names.write(served.keySet());
            onTopic.accept(name);
            LOG.infof("An event type is served. topic=%s schemaId=%d", name, type.schemaId());
        }
        note(name, newest);
        return true;
    }

    private void note(String name, Registered newest) {
        ServedType now = served.get(name);
        if (now != null && now.type().schemaId() != newest.id()) {
            refused.add(name);
        } else {
            refused.remove(name);
        }
    }

    private void verifyCompatibility(String name) {
        if (!served.containsKey(name)
                || strong.contains(name)
                || !(registry.compatibility(TypeName.subject(name)) instanceof Answer.Found<String>(String level))) {
            return;
        }
        if (level.equals(COMPATIBILITY)) {
            strong.add(name);
            weak.remove(name);
        } else if (weak.add(name)) {
            LOG.errorf(
                    "A subject allows incompatible versions: set it to %s. topic=%s compatibility=%s",
                    COMPATIBILITY, name, level);
        }
    }

    private void loadRejected() {
        if (rejectedSchemaId == null
                && registry.latest(TypeName.subject(BuiltInTypes.EVENTS_REJECTED))
                        instanceof Answer.Found<Registered>(Registered found)) {
            rejectedSchemaId = found.id();
            onTopic.accept(BuiltInTypes.EVENTS_REJECTED);
        }
    }
}
