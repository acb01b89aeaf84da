/** An application for tests: it runs the SQL that it is sent and answers with what the driver made of it. */
package io.freshet.quarkus.snowflake.it;
