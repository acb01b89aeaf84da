package io.freshet.relay.store;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/**
 * Tokens for the service account of a Kubernetes pod: its own token, from a file that Kubernetes renews, is exchanged for one of Azure.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">the protocol, third case</a>
 */
public final class WorkloadIdentity implements TokenCredential {
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final TokenEndpoint tokens;
    private final URI endpoint;
    private final String clientId;
    private final Path tokenFile;

    public WorkloadIdentity(URI authority, String tenantId, String clientId, Path tokenFile, InstantSource clock) {
        this.tokens = new TokenEndpoint(clock);
        this.endpoint = URI.create(authority.toString().replaceFirst("/+$", "") + "/"
                + URLEncoder.encode(tenantId, StandardCharsets.UTF_8) + "/oauth2/v2.0/token");
        this.clientId = clientId;
        this.tokenFile = tokenFile;
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromCallable(() -> getTokenSync(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        String form = "grant_type=client_credentials&client_id=" + encoded(clientId) + "&scope="
                + encoded(request.getScopes().getFirst()) + "&client_assertion_type=" + encoded(ASSERTION)
                + "&client_assertion=" + encoded(assertion());
        return tokens.ask(HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private String assertion() {
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new IllegalStateException("no token of our own in " + tokenFile + ": " + e.getMessage(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
