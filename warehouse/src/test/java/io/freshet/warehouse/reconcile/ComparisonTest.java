package io.freshet.warehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.warehouse.reconcile.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Instant HOUR = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void findsOneRowThatIsMissingOfAMillion() {
        World world = World.of(4, Collections.nCopies(500, 500));
        BookedFile victim = world.booked.get(1234);
        world.rows.merge(victim.key(), -1L, Long::sum);

        Report report = world.report();

        assertThat(report.rows()).isEqualTo(1_000_000);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ROWS_MISSING);
            assertThat(finding.key()).isEqualTo(victim.key());
            assertThat(finding.what()).contains("499 of its 500 rows");
        });
    }

    @Test
    void namesRowsThatAreThereTwice() {
        World world = World.of(1, List.of(10, 10));
        world.load(world.booked.getFirst().key(), 10);

        assertThat(world.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.LOADED_TWICE);
            assertThat(finding.repair().say()).contains("loaded_at");
        });
    }

    @Test
    void namesAFileThatIsThereUnderTwoNames() {
        World world = World.of(1, List.of(10));
        BookedFile file = world.booked.getFirst();
        String other = RepairKeysTest.R1;
        world.write(other, file.range(), 10);
        world.load(other, 10);

        assertThat(world.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.LOADED_TWICE);
            assertThat(finding.repair().say())
                    .isEqualTo("DELETE FROM bronze.order_events WHERE file_name = '" + other + "'");
        });
    }

    @Test
    void aYoungFileMayStillBeOnItsWay() {
        World world = World.of(1, List.of(10));
        BookedFile file = world.booked.removeFirst();
        BookedFile young = new BookedFile(
                file.key(),
                file.range(),
                file.rows(),
                file.bytes(),
                file.sha256(),
                file.format(),
                file.codec(),
                World.NOW.minusSeconds(10));
        world.booked.add(young);
        world.neverLoaded(file.key());

        Report report = world.report();

        assertThat(report.balances()).isTrue();
        assertThat(report.waiting()).isEqualTo(1);
        assertThat(report.freshness()).containsEntry("order_events", Duration.ofSeconds(10));
    }

    @Test
    void tellsTheAgeOfTheOldestFileThatIsNotLoaded() {
        World world = World.of(1, List.of(10, 10));
        world.booked.forEach(file -> world.neverLoaded(file.key()));

        assertThat(world.report().freshness()).containsEntry("order_events", Duration.ofHours(1));
    }

    @Test
    void findsContentThatChangedUnderTheSameLengthAndMetadata() {
        World world = World.of(1, List.of(10));
        BookedFile file = world.booked.getFirst();
        world.stored.computeIfPresent(
                file.key(),
                (key, object) -> new StoredObject(
                        key, object.bytes(), object.facts(), java.util.Optional.of("other"), object.modified()));

        assertThat(world.report().findings()).extracting(Finding::kind).containsExactly(Kind.ALTERED);
    }

    @Test
    void findsFilesOfOverlappingRanges() {
        World world = World.of(1, List.of(10, 10));
        FileRange across = new FileRange("order-events", "id", 0, 5, 11);
        world.write(World.key(across), across, 5);
        world.load(World.key(across), 5);

        assertThat(world.report().findings()).extracting(Finding::kind).containsExactly(Kind.OVERLAP);
    }

    @Test
    void anotherLifeOfATopicIsAnotherPartition() {
        World world = World.of(1, List.of(10));
        FileRange anew = new FileRange("order-events", "id-2", 0, 3, 9);
        world.write("v1/order-events/id-2/" + World.key(anew), anew, 5);
        world.load("v1/order-events/id-2/" + World.key(anew), 5);

        assertThat(world.report().findings()).isEmpty();
    }

    @Test
    void countsThatDifferAreNamedWithTheirHour() {
        World world = World.of(1, List.of(10));
        world.count(new HourCount("order-events", HOUR, 10, 10, 1, 9, true));
        assertThat(world.report().findings()).isEmpty();
        world.count(new HourCount("order-events", HOUR, 10, 10, 0, 9, false));
        assertThat(world.report().findings())
                .as("an hour that Kafka has not whole")
                .isEmpty();
        world.count(new HourCount("order-events", HOUR, 10, 10, 0, 9, true));

        assertThat(world.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.COUNTS_DIFFER);
            assertThat(finding.what())
                    .contains("2026-11-20T10:00:00Z")
                    .contains("10 relayed")
                    .contains("9 loaded");
        });
    }
}
