package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snowflake's SQL is that of Snowflake's dialect, as sqlfluff knows it: silver and gold linted, every statement of the migrations parsed. */
@Order(8)
class SnowflakeSqlIT {
    private static final Path CONFIGURATION = Command.home().resolve("warehouse/sql/.sqlfluff");

    @Test
    void silverAndGoldAreClean() throws Exception {
        sqlfluff("lint", Command.home().resolve("warehouse/src/main/resources/io/freshet/warehouse/models"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "azure"})
    void everyStatementOfTheMigrationsParses(String kind, @TempDir Path folder) throws Exception {
        Path settings = Files.writeString(folder.resolve("cloud.properties"), """
                store.kind=%s
                migrate.location=%s
                migrate.s3-role=arn:aws:iam::001234567890:role/freshet-snowflake
                migrate.azure-tenant=a123b4c5-1234-123a-a12b-1a23b45678c9
                migrate.azure-queue=https://acme.queue.core.windows.net/freshet
                migrate.public-key=MIIBIjANBgkqh
                """.formatted(
                        kind, kind.equals("s3") ? "s3://acme/" : "azure://acme.blob.core.windows.net/events/"));
        Command printed = Command.run("warehouse", "print", "--config", settings.toString(), "--type", "shop-activity");
        assertThat(printed.code()).as(printed.output()).isZero();
        assertThat(printed.output()).contains("CREATE PIPE IF NOT EXISTS FRESHET.bronze.shop_activity_pipe");

        sqlfluff("parse", Files.writeString(folder.resolve("migrations.sql"), printed.output()));
    }

    private static void sqlfluff(String what, Path sql) throws IOException, InterruptedException {
        Path program = Fakesnow.python("dbt", Command.home().resolve("warehouse/dbt/requirements.txt"))
                .resolveSibling("sqlfluff");
        Path output = Files.createTempFile("sqlfluff", ".txt");
        List<String> command = new ArrayList<>(
                List.of(program.toString(), what, "--config", CONFIGURATION.toString(), sql.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0)
                .as(Files.readString(output))
                .isTrue();
        assertThat(Files.readString(output)).doesNotContain("Skipping to avoid parser lock");
    }
}
