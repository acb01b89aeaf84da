package io.freshet.relay.store;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tokens of the identity that Azure gave to the machine: from the instance metadata service, or from the endpoint of a platform that has its
 * own (App Service, Container Apps).
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token">the protocol</a>
 */
public final class ManagedIdentity implements TokenCredential {
    private final TokenEndpoint tokens;
    private final URI endpoint;
    private final @Nullable String header;
    private final @Nullable String clientId;

    /**
     * An identity of this machine.
     *
     * @param header the secret of a platform's own endpoint; null for the instance metadata service
     * @param clientId null for the machine's only identity
     */
    public ManagedIdentity(URI endpoint, @Nullable String header, @Nullable String clientId, InstantSource clock) {
        this.tokens = new TokenEndpoint(clock);
        this.endpoint = endpoint;
        this.header = header;
        this.clientId = clientId;
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromCallable(() -> getTokenSync(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        String resource = request.getScopes().getFirst().replaceFirst("/\\.default$", "");
        String query = "?api-version=" + (header == null ? "2018-02-01" : "2019-08-01") + "&resource="
                + encoded(resource) + (clientId == null ? "" : "&client_id=" + encoded(clientId));
        HttpRequest.Builder ask = HttpRequest.newBuilder(URI.create(endpoint + query));
        return tokens.ask(header == null ? ask.header("Metadata", "true") : ask.header("X-IDENTITY-HEADER", header));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
