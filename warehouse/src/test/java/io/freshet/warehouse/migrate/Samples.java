package io.freshet.warehouse.migrate;

import java.util.Map;

/** Settings as an installation has them. */
final class Samples {
    private Samples() {}

    static Definition definition() {
        return definition("s3");
    }

    static Definition definition(String kind) {
        return new Definition(
                kind,
                Map.of(
                        "database", "FRESHET",
                        "warehouse", "FRESHET_TRANSFORM",
                        "location",
                                kind.equals("s3") ? "s3://acme-events/" : "azure://acme.blob.core.windows.net/events/",
                        "s3_role", "arn:aws:iam::001234567890:role/freshet-snowflake",
                        "azure_tenant", "a123b4c5-1234-123a-a12b-1a23b45678c9",
                        "azure_queue", "https://acme.queue.core.windows.net/freshet",
                        "public_key", "MIIBIjANBgkqh/+="));
    }
}
