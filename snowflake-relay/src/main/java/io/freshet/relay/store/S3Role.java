package io.freshet.relay.store;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Credentials of a role that is assumed with those of the default chain, renewed before they end. */
public final class S3Role implements AutoCloseable {
    private static final String SESSION = "freshet-relay";

    private final StsClient sts;
    private final StsAssumeRoleCredentialsProvider credentials;

    /**
     * Which role.
     *
     * @param externalId null where the role's owner demands none
     * @param endpoint of the token service; null for AWS itself
     */
    public record Assume(
            String arn,
            @Nullable String externalId,
            @Nullable URI endpoint) {}

    S3Role(Assume assume, String region) {
        StsClientBuilder builder =
                StsClient.builder().region(Region.of(region)).httpClientBuilder(UrlConnectionHttpClient.builder());
        if (assume.endpoint() != null) {
            builder.endpointOverride(assume.endpoint());
        }
        this.sts = builder.build();
        this.credentials = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(assume.arn())
                        .externalId(assume.externalId())
                        .roleSessionName(SESSION))
                .build();
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }

    @Override
    public void close() {
        credentials.close();
        sts.close();
    }
}
