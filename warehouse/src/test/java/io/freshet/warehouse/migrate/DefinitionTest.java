package io.freshet.warehouse.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionTest {
    @Test
    void aNewTypeGetsItsTableAndItsPipe() {
        List<Statement> all = Samples.definition().statements(List.of("shop-activity"));

        assertThat(sql(all, "T__shop_activity/1"))
                .startsWith("CREATE TABLE IF NOT EXISTS FRESHET.bronze.shop_activity");
        assertThat(sql(all, "T__shop_activity/2"))
                .startsWith("CREATE PIPE IF NOT EXISTS FRESHET.bronze.shop_activity_pipe")
                .contains("AUTO_INGEST = TRUE")
                .contains("FROM @FRESHET.bronze.files/v1/shop-activity/\n")
                .contains("METADATA$FILENAME, METADATA$FILE_ROW_NUMBER, METADATA$START_SCAN_TIME");
    }

    @Test
    void onAzureThePipeHearsFromTheQueue() {
        List<Statement> all = Samples.definition("azure").statements(List.of());

        assertThat(sql(all, "T__user_activity/2")).contains("INTEGRATION = 'FRESHET_EVENTS'");
        assertThat(all).anySatisfy(statement -> assertThat(statement.sql()).contains("AZURE_STORAGE_QUEUE"));
        assertThat(all).noneSatisfy(statement -> assertThat(statement.sql()).contains("STORAGE_AWS_ROLE_ARN"));
    }

    @Test
    void silverAndGoldAreDynamicTables() {
        List<Statement> all = Samples.definition().statements(List.of());

        assertThat(all.stream().filter(Statement::repeated))
                .hasSize(Definition.MODELS.size())
                .allSatisfy(model -> assertThat(model.sql())
                        .contains("TARGET_LAG = '1 minute'")
                        .contains("REFRESH_MODE = INCREMENTAL")
                        .containsPattern("FROM FRESHET\\.(bronze|silver)\\."));
        assertThat(Definition.MODELS)
                .allSatisfy(model ->
                        assertThat(Definition.find("models/" + model + ".sql")).isPresent());
    }

    @Test
    void topicsOfOneTableAreRefused() {
        assertThatThrownBy(() -> Samples.definition().statements(List.of("user.activity")))
                .hasMessageContaining("user-activity")
                .hasMessageContaining("user.activity")
                .hasMessageContaining("bronze.user_activity");
    }

    @Test
    void aSettingThatIsMissingOrCouldBeSqlIsNamedAndItsValueIsNot() {
        Map<String, String> variables = new HashMap<>(Map.of("database", "D", "warehouse", "W"));
        assertThatThrownBy(() -> new Definition("s3", variables).statements(List.of()))
                .hasMessageContaining("migrate.s3-role");
        variables.put("warehouse", "W; DROP DATABASE d; --'");
        assertThatThrownBy(() -> new Definition("s3", variables).statements(List.of()))
                .hasMessageContaining("migrate.warehouse")
                .hasMessageNotContaining("DROP");
    }

    private static String sql(List<Statement> all, String id) {
        return all.stream()
                .filter(statement -> statement.id().equals(id))
                .findFirst()
                .orElseThrow()
                .sql();
    }
}
