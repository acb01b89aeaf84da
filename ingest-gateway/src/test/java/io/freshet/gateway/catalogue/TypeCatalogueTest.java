package io.freshet.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.TestTypes;
import io.freshet.gateway.admission.AllowList;
import io.freshet.model.BuiltInTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class TypeCatalogueTest {
    private static final String SHOP_WITH_MORE = TestTypes.SHOP.replace(
            "{\"name\":\"user\"",
            "{\"name\":\"more\",\"type\":[\"null\",\"string\"],\"default\":null},{\"name\":\"user\"");
    private static final String SHOP_KEYED_OTHERWISE = SHOP_WITH_MORE
            .replace("\"freshet.key\":\"user\"", "\"freshet.key\":\"other\"")
            .replace("{\"name\":\"user\"", "{\"name\":\"other\",\"type\":\"string\"},{\"name\":\"user\"");
    private static final String RESULT = TestTypes.SHOP.replace("\"freshet.ingest\":true", "\"freshet.ingest\":false");

    private final FakeRegistry registry = new FakeRegistry();
    private final List<String> topics = new ArrayList<>();
    private TypeCatalogue catalogue;

    @TempDir
    private Path directory;

    @BeforeEach
    void create() {
        catalogue = catalogue("*");
    }

    private TypeCatalogue catalogue(String pattern) {
        return new TypeCatalogue(
                registry,
                AllowList.of(List.of(pattern)),
                new RememberedNames(directory.resolve("sub/names.txt")),
                topics::add);
    }

    @Test
    void servesWhatCanBePosted() {
        int id = registry.add("shop", TestTypes.SHOP);

        catalogue.refresh();

        assertThat(servedId("shop")).isEqualTo(id);
        assertThat(topics).containsExactly("shop");
        assertThat(catalogue.isLoaded()).isTrue();
    }

    @Test
    void resultTypesCannotBePosted() {
        registry.add("totals", RESULT);

        catalogue.refresh();

        assertThat(catalogue.find("totals")).isNull();
        assertThat(catalogue.look("totals")).isInstanceOf(Lookup.Unknown.class);
        assertThat(topics).isEmpty();
    }

    @Test
    void allowListDecides() {
        registry.add("shop", TestTypes.SHOP);
        TypeCatalogue narrow = catalogue("order*");

        narrow.refresh();

        assertThat(narrow.find("shop")).isNull();
        assertThat(narrow.mayServe("shop")).isFalse();
    }

    @Test
    void newVersionIsTakenUp() {
        registry.add("shop", TestTypes.SHOP);
        catalogue.refresh();
        int second = registry.add("shop", SHOP_WITH_MORE);

        catalogue.refresh();

        assertThat(servedId("shop")).isEqualTo(second);
    }

    @Test
    void newVersionIsTakenUpOnceItsHistoryCanBeRead() {
        registry.add("shop", TestTypes.SHOP);
        catalogue.refresh();
        int second = registry.add("shop", SHOP_WITH_MORE);
        registry.historyStale = true;
        catalogue.refresh();
        registry.historyStale = false;

        catalogue.refresh();

        assertThat(servedId("shop")).isEqualTo(second);
    }

    @Test
    void typeWhoseHistoryCannotBeReadIsNeitherServedNorUnknown() {
        registry.add("shop", TestTypes.SHOP);
        registry.historyStale = true;

        assertThat(catalogue.look("shop")).isInstanceOf(Lookup.Unavailable.class);
        assertThat(catalogue.find("shop")).isNull();
    }

    @Test
    void versionThatIsKeyedOtherwiseIsNotServed() {
        int first = registry.add("shop", TestTypes.SHOP);
        catalogue.refresh();
        registry.add("shop", SHOP_KEYED_OTHERWISE);

        catalogue.refresh();

        assertThat(servedId("shop")).isEqualTo(first);
        assertThat(catalogue.refusedVersions()).isEqualTo(1);
        registry.add("shop", SHOP_WITH_MORE);
        catalogue.refresh();
        assertThat(catalogue.refusedVersions()).isZero();
    }

    @Test
    void versionThatIsKeyedOtherwiseIsNotServedAfterARestartEither() {
        registry.add("shop", TestTypes.SHOP);
        int second = registry.add("shop", SHOP_WITH_MORE);
        registry.add("shop", SHOP_KEYED_OTHERWISE);

        catalogue.refresh();

        assertThat(servedId("shop")).isEqualTo(second);
    }

    @Test
    void goodVersionAfterABadOneIsServed() {
        registry.add("shop", TestTypes.SHOP);
        registry.add("shop", SHOP_KEYED_OTHERWISE);
        int third = registry.add("shop", SHOP_WITH_MORE);

        catalogue.refresh();

        assertThat(servedId("shop")).isEqualTo(third);
    }

    @Test
    void registryThatIsDownStopsNoKnownType() {
        int id = registry.add("shop", TestTypes.SHOP);
        catalogue.refresh();
        registry.down = true;

        catalogue.refresh();

        assertThat(servedId("shop")).isEqualTo(id);
        assertThat(catalogue.look("other")).isInstanceOf(Lookup.Unavailable.class);
    }

    @Test
    void unknownIsSaidOnlyWhenTheRegistrySaidSo() {
        assertThat(catalogue.look("shop")).isInstanceOf(Lookup.Unknown.class);
        registry.down = true;
        assertThat(catalogue.look("shop")).isInstanceOf(Lookup.Unavailable.class);
        assertThat(catalogue.isLoaded()).isFalse();
    }

    @Test
    void weakSubjectsAreCountedUntilMended() {
        registry.add("shop", TestTypes.SHOP);
        registry.level = "NONE";
        catalogue.refresh();
        assertThat(catalogue.weakSubjects()).isEqualTo(1);

        registry.level = "FULL_TRANSITIVE";
        catalogue.refresh();
        assertThat(catalogue.weakSubjects()).isZero();
    }

    @Test
    void afterARestartWithoutARegistryTheSameTypesAreServedFromTheSchemaCache() {
        registry.add("shop", TestTypes.SHOP);
        catalogue.refresh();
        registry.listDown = true;

        TypeCatalogue restarted = catalogue("*");
        restarted.refresh();

        assertThat(restarted.find("shop")).isNotNull();
        assertThat(restarted.isLoaded()).isTrue();
    }

    @Test
    void rejectedEventsHaveTheirSchemaButAreNotServed() {
        int id = registry.add(
                BuiltInTypes.EVENTS_REJECTED,
                BuiltInTypes.get(BuiltInTypes.EVENTS_REJECTED).schema().toString());

        catalogue.refresh();

        assertThat(catalogue.rejectedSchemaId()).isEqualTo(id);
        assertThat(catalogue.find(BuiltInTypes.EVENTS_REJECTED)).isNull();
        assertThat(topics).containsExactly(BuiltInTypes.EVENTS_REJECTED);
    }

    private int servedId(String name) {
        return Objects.requireNonNull(catalogue.find(name)).type().schemaId();
    }
}
