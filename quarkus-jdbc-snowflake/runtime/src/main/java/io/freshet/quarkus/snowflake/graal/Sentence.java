package io.freshet.quarkus.snowflake.graal;

/** What users of native programs are told. */
final class Sentence {

    static final String NO_FILES =
            "PUT, GET and stage transfers are not part of native programs (quarkus-jdbc-snowflake leaves the cloud SDKs out). Run this"
                    + " application on the JVM, or let the files be loaded from an external stage with COPY INTO";

    private Sentence() {}
}
