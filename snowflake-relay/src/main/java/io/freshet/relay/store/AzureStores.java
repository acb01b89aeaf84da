package io.freshet.relay.store;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.freshet.relay.store.PatientStore.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Containers of one Azure storage account. */
public final class AzureStores implements Stores {
    private static final String SCHEME = "azure://";

    private final HttpClient http;
    private final Settings settings;
    private final ObjectStore configured;

    /**
     * Where, and as whom.
     *
     * @param endpoint of the account's blobs; null with a connection string, which tells it
     * @param timeout of one request, answer included
     * @param attempts of one request
     */
    public record Settings(
            @Nullable URI endpoint, String container, AzureAccess access, Duration timeout, int attempts) {}

    public AzureStores(Settings settings) {
        this.settings = settings;
        // Named, so that none is looked for on the class path.
        this.http = new JdkHttpClientBuilder()
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(settings.timeout())
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .build();
        this.configured = container(settings.container());
    }

    @Override
    public ObjectStore configured() {
        return configured;
    }

    @Override
    public Optional<ObjectStore> named(String uri) {
        if (uri.equals(configured.uri())) {
            return Optional.of(configured);
        }
        String account = configured.uri().substring(0, configured.uri().lastIndexOf('/') + 1);
        return uri.startsWith(SCHEME) && uri.startsWith(account)
                ? Optional.of(container(uri.substring(account.length())))
                : Optional.empty();
    }

    /** Retries are not the client's: after each of them the store must be asked what it has. */
    private ObjectStore container(String name) {
        BlobContainerClientBuilder builder = new BlobContainerClientBuilder()
                .httpClient(http)
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.FIXED, 1, settings.timeout(), Duration.ofMillis(1), Duration.ofMillis(1), null))
                .containerName(name);
        settings.access().apply(builder);
        if (settings.endpoint() != null) {
            builder.endpoint(settings.endpoint().toString());
        }
        return new PatientStore(
                new AzureObjectStore(builder.buildClient(), settings.timeout()),
                Patience.over(settings.timeout(), settings.attempts()));
    }
}
