package io.freshet.cli.supervise;

import io.freshet.local.kafka.KafkaPart;
import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import io.freshet.local.registry.RegistryPart;
import io.freshet.local.store.StoreAccess;
import io.freshet.local.store.StoreCredentials;
import io.freshet.local.store.StorePart;
import io.freshet.local.twin.TwinPart;
import io.freshet.local.twin.TwinToken;
import io.freshet.model.registry.ConfluentRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All parts of a stack, by the folder it keeps its data in and its layout. A value: making one starts nothing. */
public final class Stack {
    private static final String NO_PREFIX = "";

    private final Path data;
    private final Ports ports;
    private final Layout layout;
    private final PartSpec kafka;
    private final PartSpec registry;
    private final PartSpec store;
    private final PartSpec twin;
    private final PartSpec processor;
    private final List<PartSpec> services;

    public Stack(DataDirectory directory, Layout layout) {
        this.data = directory.path();
        this.layout = layout;
        this.ports = layout.ports();
        this.kafka = KafkaPart.spec(
                data.resolve(KafkaPart.NAME), ports.of(PortName.KAFKA), ports.of(PortName.KAFKA_CONTROLLER));
        this.registry = RegistryPart.spec(
                data.resolve(RegistryPart.NAME), ports.of(PortName.REGISTRY), ports.of(PortName.REGISTRY_MANAGEMENT));
        StoreCredentials credentials = StoreCredentials.of(data.resolve(StorePart.NAME));
        this.store = StorePart.spec(data.resolve(StorePart.NAME), ports.of(PortName.STORE), credentials);
        this.twin = TwinPart.spec(data.resolve(TwinPart.NAME), ports.of(PortName.TWIN), storeOfTwin(credentials));
        this.processor = streamProcessor();
        this.services = List.of(gateway(), processor, relay(credentials));
    }

    private StoreAccess storeOfTwin(StoreCredentials credentials) {
        return new StoreAccess(
                        StorePart.endpoint(store),
                        StorePart.REGION,
                        StorePart.BUCKET,
                        NO_PREFIX,
                        credentials.accessKey(),
                        credentials.secretKey())
                .withLayouts(layoutOfRelay());
    }

    /** The relay takes it from the same environment. */
    private static List<String> layoutOfRelay() {
        String layout = System.getenv("FRESHET_RELAY_PATH");
        return layout == null || layout.isBlank() ? List.of() : List.of(layout.strip());
    }

    private PartSpec gateway() {
        Map<String, String> settings = common("gateway");
        // One broker on one machine: the gateway says at start what that means.
        settings.put("freshet.gateway.durability", "development");
        // People read these logs.
        settings.put("quarkus.log.console.json.enabled", "false");
        return ServicePart.GATEWAY.spec(data, ports, settings, Map.of());
    }

    private PartSpec streamProcessor() {
        Map<String, String> settings = common("processor");
        settings.put(
                "freshet.processor.state-dir", data.resolve("processor/state").toString());
        layout.jobs().ifPresent(folder -> settings.put("freshet.processor.jobs-dir", folder.toString()));
        return ServicePart.PROCESSOR.spec(data, ports, settings, Map.of());
    }

    private PartSpec relay(StoreCredentials credentials) {
        return ServicePart.RELAY.spec(data, ports, relaySettings("relay"), storeKeys(credentials));
    }

    /**
     * The relay's program as a tool that ends by itself.
     *
     * @param settings beside those of the relay itself
     */
    public ProcessBuilder relayTool(Map<String, String> settings) {
        Map<String, String> all = relaySettings("relay-tool");
        all.putAll(settings);
        ProcessBuilder tool = new ProcessBuilder(ServicePart.RELAY.tool(all));
        tool.environment().putAll(storeKeys(StoreCredentials.of(data.resolve(StorePart.NAME))));
        return tool;
    }

    /**
     * The warehouse's program about this stack, as a tool that ends by itself.
     *
     * @param settings beside those that say where everything is
     */
    public ProcessBuilder warehouseTool(String command, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("kafka.bootstrap.servers", bootstrap());
        all.put("store.endpoint", StorePart.endpoint(store));
        all.put("store.bucket", StorePart.BUCKET);
        all.put("store.region", StorePart.REGION);
        all.put("store.path-style", "true");
        layoutOfRelay().forEach(layout -> all.put("store.path", layout));
        all.put("warehouse", "twin");
        all.put("twin.url", twinUrl());
        all.putAll(settings);
        ProcessBuilder tool = new ProcessBuilder(WarehouseProgram.command(command, all, Optional.empty()));
        tool.environment().putAll(storeKeys(StoreCredentials.of(data.resolve(StorePart.NAME))));
        tool.environment().put("FRESHET_TWIN_TOKEN", twinToken());
        return tool;
    }

    private static Map<String, String> storeKeys(StoreCredentials credentials) {
        return Map.of(
                "AWS_ACCESS_KEY_ID", credentials.accessKey(),
                "AWS_SECRET_ACCESS_KEY", credentials.secretKey());
    }

    private Map<String, String> relaySettings(String cacheOf) {
        Map<String, String> settings = common(cacheOf);
        settings.put("freshet.relay.store.endpoint", StorePart.endpoint(store));
        settings.put("freshet.relay.store.bucket", StorePart.BUCKET);
        settings.put("freshet.relay.store.region", StorePart.REGION);
        settings.put("freshet.relay.store.path-style", "true");
        return settings;
    }

    private Map<String, String> common(String service) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka.bootstrap.servers", bootstrap());
        settings.put("freshet.registry.url", registryUrl());
        settings.put(
                "freshet.registry.cache-dir",
                data.resolve(service).resolve("schemas").toString());
        return settings;
    }

    public String bootstrap() {
        return KafkaPart.bootstrapServers(kafka);
    }

    /** Knows what the registry said before, also while it is down. */
    public ConfluentRegistry openRegistry() {
        return ConfluentRegistry.at(registryUrl(), data.resolve("cli").resolve("schemas"));
    }

    public String twinUrl() {
        return TwinPart.url(twin);
    }

    /** What the twin asks of its clients. */
    public String twinToken() {
        return TwinToken.of(data.resolve(TwinPart.NAME));
    }

    public String registryUrl() {
        return RegistryPart.url(registry);
    }

    /** Broker, registry, object store and warehouse twin: what the services need. */
    public List<PartSpec> ground() {
        return List.of(kafka, registry, store, twin);
    }

    PartSpec processor() {
        return processor;
    }

    public List<PartSpec> services() {
        return services;
    }

    /** In the order in which they are started. */
    public List<PartSpec> parts() {
        return Stream.concat(ground().stream(), services.stream()).toList();
    }

    /** Those that are to run, and the demo while it runs. */
    public List<PartSpec> shownParts() {
        PartSpec demo = new DemoPart(DataDirectory.at(data)).spec(List.of());
        return PartProcess.running(demo).isPresent()
                ? Stream.concat(parts().stream(), Stream.of(demo)).toList()
                : parts();
    }

    public Layout layout() {
        return layout;
    }

    public Ports ports() {
        return ports;
    }
}
