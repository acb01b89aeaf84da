package io.freshet.quarkus.snowflake.explain;

import java.util.Optional;

/**
 * What a message about a failed session may name. Nothing in here is secret.
 *
 * @param datasource the datasource's name as it stands in the configuration
 * @param server scheme, host and port of the server
 * @param keyFingerprint the public key's fingerprint when a key pair is used
 * @param proxy host and port of the proxy, if there is one
 */
public record SessionFacts(
        String datasource,
        String server,
        String account,
        String user,
        Optional<String> role,
        Optional<String> warehouse,
        Optional<String> keyFingerprint,
        Optional<String> proxy) {

    /** How a setting of this datasource is written, such as {@code quarkus.snowflake."sales".role}. */
    String setting(String name) {
        return "quarkus.snowflake." + ("<default>".equals(datasource) ? "" : "\"" + datasource + "\".") + name;
    }

    String datasourceSetting(String name) {
        return "quarkus.datasource." + ("<default>".equals(datasource) ? "" : "\"" + datasource + "\".") + name;
    }

    String session() {
        return "datasource " + datasource + ", user " + user + ", account " + account + ", " + server;
    }
}
