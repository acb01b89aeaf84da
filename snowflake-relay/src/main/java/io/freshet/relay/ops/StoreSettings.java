package io.freshet.relay.ops;

import io.freshet.relay.store.AzureAccess;
import io.freshet.relay.store.AzureStores;
import io.freshet.relay.store.ManagedIdentity;
import io.freshet.relay.store.ManyStores;
import io.freshet.relay.store.S3Role;
import io.freshet.relay.store.S3Stores;
import io.freshet.relay.store.Stores;
import io.freshet.relay.store.WorkloadIdentity;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The configured stores; what is missing for one is said at start-up. */
final class StoreSettings {
    private static final String STORE = "freshet.relay.store.";
    private static final String AZURE = STORE + "azure.";

    private StoreSettings() {}

    /** @throws IllegalArgumentException naming the setting that is missing */
    static Stores stores(RelayConfig.Store config, InstantSource clock) {
        require(config.attempts() >= 1 && config.attempts() <= 10, STORE + "attempts: 1 to 10");
        require(config.timeout().toMillis() > 0, STORE + "timeout must be positive");
        List<Stores> all = new ArrayList<>();
        if (config.kind() == RelayConfig.Kind.AZURE
                || config.azure().container().isPresent()) {
            all.add(new AzureStores(azure(config, clock)));
        }
        if (config.kind() == RelayConfig.Kind.S3 || config.bucket().isPresent()) {
            S3Stores s3 = new S3Stores(s3(config));
            all.add(config.kind() == RelayConfig.Kind.S3 ? 0 : all.size(), s3);
        }
        return new ManyStores(all);
    }

    private static S3Stores.Settings s3(RelayConfig.Store config) {
        S3Role.Assume role = config.roleArn()
                .map(arn -> new S3Role.Assume(arn, config.externalId().orElse(null), null))
                .orElse(null);
        require(
                config.kmsKey().isEmpty() || config.encryption() == io.freshet.relay.store.Encryption.KMS,
                STORE + "kms-key is of use only with " + STORE + "encryption=kms");
        return new S3Stores.Settings(
                config.endpoint().orElse(null),
                config.region(),
                required(config.bucket(), STORE + "bucket"),
                config.pathStyle(),
                config.timeout(),
                config.attempts(),
                role,
                config.encryption(),
                config.kmsKey().orElse(null));
    }

    private static AzureStores.Settings azure(RelayConfig.Store config, InstantSource clock) {
        RelayConfig.Azure azure = config.azure();
        AzureAccess access = access(azure, clock);
        URI endpoint = azure.endpoint()
                .or(() -> azure.account().map(name -> URI.create("https://" + name + ".blob.core.windows.net")))
                .orElse(null);
        require(
                endpoint != null || access instanceof AzureAccess.ByConnectionString,
                AZURE + "account or " + AZURE + "endpoint is missing");
        return new AzureStores.Settings(
                endpoint,
                required(azure.container(), AZURE + "container"),
                access,
                config.timeout(),
                config.attempts());
    }

    private static AzureAccess access(RelayConfig.Azure azure, InstantSource clock) {
        return switch (azure.credential()) {
            case CONNECTION_STRING ->
                new AzureAccess.ByConnectionString(required(azure.connectionString(), AZURE + "connection-string"));
            case SAS -> new AzureAccess.BySignature(required(azure.sas(), AZURE + "sas"));
            case MANAGED_IDENTITY ->
                new AzureAccess.ByIdentity(new ManagedIdentity(
                        azure.identityEndpoint(),
                        azure.identityHeader().orElse(null),
                        azure.clientId().orElse(null),
                        clock));
            case WORKLOAD_IDENTITY ->
                new AzureAccess.ByIdentity(new WorkloadIdentity(
                        azure.authority(),
                        required(azure.tenantId(), AZURE + "tenant-id"),
                        required(azure.clientId(), AZURE + "client-id"),
                        required(azure.tokenFile(), AZURE + "token-file"),
                        clock));
        };
    }

    private static <T> T required(Optional<T> value, String key) {
        return value.orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
